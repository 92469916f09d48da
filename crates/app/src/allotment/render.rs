//! Papers as files (公文): the snapshot and the book's figures, set by the room `papers`.
//!
//! The figures are compared with what was posted before anything is set: a paper whose table is not
//! the ledger's is refused, naming the row.

use mingqu_domain::allotment::{PaperTotals, check_paper};
use mingqu_domain::policy::{Policy, TargetForm as Targets};
use mingqu_money::Fen;
use mingqu_papers::{
    AllocationTable, FundAmounts, NoticePaper, PaperError, Section, TargetForm, notice_docx,
    notice_pdf, table_docx, table_pdf, table_xlsx, targets_docx, targets_pdf,
};
use mingqu_store::audit;
use mingqu_store::budget::posting;
use mingqu_store::db::Tx;
use tokio::sync::Semaphore;

use super::document_list::document;
use super::issue::printed;
use super::paper::Paper;
use super::view::allotment;
use crate::error::AppError;
use crate::execute::Caller;

/// Which paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperName {
    /// The letter with both attachments.
    Notice,
    /// 附件1
    Table,
    /// 附件2
    Targets,
}

/// In which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperFormat {
    /// PDF/A
    Pdf,
    /// To be edited in WPS.
    Docx,
    /// A workbook.
    Xlsx,
}

impl PaperName {
    /// Every paper.
    pub const ALL: [PaperName; 3] = [PaperName::Notice, PaperName::Table, PaperName::Targets];

    /// The word in the address.
    pub const fn code(self) -> &'static str {
        match self {
            PaperName::Notice => "notice",
            PaperName::Table => "table",
            PaperName::Targets => "targets",
        }
    }

    /// The Chinese name.
    pub const fn label(self) -> &'static str {
        match self {
            PaperName::Notice => "下达通知（含附件）",
            PaperName::Table => "附件1 分配表",
            PaperName::Targets => "附件2 绩效目标表",
        }
    }

    /// The forms it comes in.
    pub const fn formats(self) -> &'static [PaperFormat] {
        match self {
            PaperName::Table => &[PaperFormat::Pdf, PaperFormat::Docx, PaperFormat::Xlsx],
            PaperName::Notice | PaperName::Targets => &[PaperFormat::Pdf, PaperFormat::Docx],
        }
    }

    /// The paper of a word.
    pub fn from_code(code: &str) -> Option<PaperName> {
        PaperName::ALL.into_iter().find(|name| name.code() == code)
    }
}

impl PaperFormat {
    /// The ending of the file.
    pub const fn code(self) -> &'static str {
        match self {
            PaperFormat::Pdf => "pdf",
            PaperFormat::Docx => "docx",
            PaperFormat::Xlsx => "xlsx",
        }
    }

    /// The form of an ending.
    pub fn from_code(code: &str) -> Option<PaperFormat> {
        let all = [PaperFormat::Pdf, PaperFormat::Docx, PaperFormat::Xlsx];
        all.into_iter().find(|format| format.code() == code)
    }
}

/// A paper as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The name to save it under.
    pub file_name: String,
    /// Its form.
    pub format: PaperFormat,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl From<PaperError> for AppError {
    fn from(error: PaperError) -> AppError {
        AppError::Refused { code: error.code(), message: error.to_string() }
    }
}

/// A paper of an allotment the caller may read.
pub async fn paper_of_allotment(
    caller: &Caller,
    id: &str,
    name: PaperName,
    format: PaperFormat,
) -> Result<Rendered, AppError> {
    let view = allotment(caller, id).await?;
    let row = view.summary.row;
    let entry =
        row.entry_id.clone().map(|entry| (row.division_code.clone(), row.fiscal_year, entry));
    let no = row.document_no.clone().unwrap_or_default();
    let issued_on = row.issued_on.clone();
    render(caller, Source { paper: view.paper, no, issued_on, entry }, name, format).await
}

/// A paper of a document the caller may read.
pub async fn paper_of_document(
    caller: &Caller,
    id: &str,
    name: PaperName,
    format: PaperFormat,
) -> Result<Rendered, AppError> {
    let view = document(caller, id).await?;
    let row = view.summary.row;
    let issued_on = Some(row.issued_on.clone());
    let source = Source { paper: view.paper, no: row.document_no, issued_on, entry: None };
    render(caller, source, name, format).await
}

/// Papers set at once at most: each takes a core and some hundred megabytes.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

fn engine() -> AppError {
    AppError::Refused {
        code: "paper.engine",
        message: "公文没有排出来，账没有变；请再试一次".to_owned(),
    }
}

struct Source {
    paper: Paper,
    no: String,
    issued_on: Option<String>,
    /// The voucher of the issue, if the caller's program holds it.
    entry: Option<(String, i64, String)>,
}

async fn render(
    caller: &Caller,
    source: Source,
    name: PaperName,
    format: PaperFormat,
) -> Result<Rendered, AppError> {
    let app = caller.app.clone();
    let entry = source.entry.clone();
    let (posted, head) = app
        .db()
        .read(move |tx| {
            Box::pin(async move {
                let head = audit::head(tx).await?;
                let posted = match entry {
                    Some((division, year, id)) => Some(posted(tx, &division, year, &id).await?),
                    None => None,
                };
                Ok::<_, AppError>((posted, head))
            })
        })
        .await?;
    if let Some(posted) = posted {
        let ledger = Fen::total(posted.iter().map(|line| line.amount))?;
        let totals = PaperTotals { stated: source.paper.total(), ledger };
        check_paper(&printed(&source.paper), &posted, totals)?;
    }
    let no = source.no.clone();
    let plain = plain(app.policy(), source, app.clock().today(), head.map(|head| head.hex()))?;
    let fonts = app.fonts();
    let _place = AT_ONCE.acquire().await.map_err(|_| engine())?;
    let bytes = tokio::task::spawn_blocking(move || match (name, format) {
        (PaperName::Notice, PaperFormat::Pdf) => notice_pdf(&plain, &fonts),
        (PaperName::Table, PaperFormat::Pdf) => table_pdf(&plain, &fonts),
        (PaperName::Targets, PaperFormat::Pdf) => targets_pdf(&plain, &fonts),
        (PaperName::Notice, _) => notice_docx(&plain),
        (PaperName::Table, PaperFormat::Xlsx) => table_xlsx(&plain),
        (PaperName::Table, PaperFormat::Docx) => table_docx(&plain),
        (PaperName::Targets, _) => targets_docx(&plain),
    })
    .await
    .map_err(|_| engine())??;
    let draft = if no.is_empty() { "（草稿）" } else { "" };
    let file_name = format!("{no}{draft} {}.{}", name.label(), format.code());
    Ok(Rendered { file_name: file_name.trim().to_owned(), format, bytes })
}

/// What the voucher of the issue gave to each division, in the order of its lines.
async fn posted(
    tx: &mut Tx,
    division_code: &str,
    fiscal_year: i64,
    entry_id: &str,
) -> Result<Vec<mingqu_domain::allocation::AllocationLine>, AppError> {
    let lines = posting::list_of_entry(tx, division_code, fiscal_year, entry_id).await?;
    let lines = lines.into_iter().filter(|line| line.side == "debit");
    Ok(lines
        .map(|line| {
            let code = mingqu_domain::budget::AccountCode::from_key(&line.account_key);
            let division_code = code.map(|code| code.dimension).unwrap_or_default();
            mingqu_domain::allocation::AllocationLine {
                division_name: division_code.clone(),
                division_code,
                amount: line.amount,
            }
        })
        .collect())
}

fn plain(
    policy: &Policy,
    source: Source,
    today: chrono::NaiveDate,
    chain_head: Option<String>,
) -> Result<NoticePaper, AppError> {
    let Source { paper, no, issued_on, .. } = source;
    let day: chrono::NaiveDate = issued_on.and_then(|on| on.parse().ok()).unwrap_or(today);
    use chrono::Datelike;
    let rows = paper
        .lines
        .iter()
        .map(|line| Ok::<_, AppError>((line.name.clone(), Fen::new(line.amount_fen)?)));
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    let sections = paper
        .sections
        .iter()
        .map(|section| Section { heading: section.heading.clone(), text: section.text.clone() });
    Ok(NoticePaper {
        targets: targets(&policy.paper.targets, &paper),
        table: AllocationTable {
            title: paper.table_title.clone(),
            total_name: paper.total_name.clone(),
            rows,
            total: paper.total(),
        },
        sections: sections.collect(),
        signature: paper.issuer.clone(),
        stated_total: paper.total(),
        issuer: paper.issuer,
        document_no: no,
        title: paper.title,
        addressees: paper.addressees,
        attachments: paper.attachments,
        issued_on: (day.year(), day.month(), day.day()),
        printing_office: paper.printing_office,
        cc: paper.cc,
        chain_head,
    })
}

fn targets(form: &Targets, paper: &Paper) -> TargetForm {
    let year = paper.fiscal_year.to_string();
    let filled = |pattern: &str| pattern.replace("{year}", &year);
    let governing = form
        .governing
        .iter()
        .map(|citation| format!("《{}》（{}）", citation.title, citation.document_no));
    TargetForm {
        title: form.title.clone(),
        year: i32::try_from(paper.fiscal_year).unwrap_or_default(),
        project_name: format!("{year}年{}", paper.fund_name),
        unit: form.unit.clone(),
        project_types: form.project_types.iter().map(|name| (name.clone(), false)).collect(),
        long_term_plan: String::new(),
        governing: governing.collect(),
        methods: form.methods.iter().map(|one| (one.label.clone(), one.ticked)).collect(),
        ground: filled(&form.ground),
        scope: String::new(),
        conditions: String::new(),
        term: filled(&form.term),
        amounts: FundAmounts {
            long_total: None,
            long_fiscal: None,
            long_other: None,
            year_total: None,
            year_fiscal: None,
            year_other: None,
        },
        goal_long: String::new(),
        goal_year: String::new(),
        measures: form.measures.clone(),
    }
}
