//! Importing a paper (导入来文): kept first, read outside the books, then taken as a draft.

use mingqu_domain::notice::{Fingerprint, NoticeState, NoticeWay};
use mingqu_domain::policy::Policy;
use mingqu_reader::{Limits, Reading, Reference};
use mingqu_store::db::Tx;
use mingqu_store::notice::{doubt, header, line, paper_key, upload};
use mingqu_vault as vault;

use super::kept::Kept;
use super::sheet::{FactKey, parse_total};
use crate::actor::Actor;
use crate::error::AppError;
use crate::execute::{Answer, Caller, Command, Context};

/// What became of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportOutcome {
    /// A new draft.
    New(String),
    /// The same paper is this notice.
    SameNotice(String),
    /// The same paper is this received document.
    SameDocument(String),
}

impl Answer for ImportOutcome {
    fn to_text(&self) -> String {
        match self {
            ImportOutcome::New(id) => format!("new:{id}"),
            ImportOutcome::SameNotice(id) => format!("notice:{id}"),
            ImportOutcome::SameDocument(id) => format!("document:{id}"),
        }
    }

    fn from_text(text: &str) -> Option<ImportOutcome> {
        let (kind, id) = text.split_once(':')?;
        let id = id.to_owned();
        match kind {
            "new" => Some(ImportOutcome::New(id)),
            "notice" => Some(ImportOutcome::SameNotice(id)),
            "document" => Some(ImportOutcome::SameDocument(id)),
            _ => None,
        }
    }
}

/// Takes a file into a book: keeps it, reads it, and makes a draft or finds the paper it repeats.
///
/// A file that cannot be read is refused in words; it stays kept, and the refusal is in the audit
/// trail. Answers the outcome and the id under which the file is kept.
pub async fn import(
    caller: &Caller,
    division_code: &str,
    fiscal_year: i64,
    file_name: &str,
    bytes: Vec<u8>,
) -> (String, Result<ImportOutcome, AppError>) {
    let upload_id = caller.app.clock().id();
    let result = take(caller, &upload_id, division_code, fiscal_year, file_name, bytes).await;
    (upload_id, result)
}

async fn take(
    caller: &Caller,
    upload_id: &str,
    division_code: &str,
    fiscal_year: i64,
    file_name: &str,
    bytes: Vec<u8>,
) -> Result<ImportOutcome, AppError> {
    let unkeyed = Caller { key: None, ..caller.clone() };
    let keep = UploadKeep {
        id: upload_id.to_owned(),
        division_code: division_code.to_owned(),
        file_name: file_name.to_owned(),
        byte_count: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        digest: vault::hex(&vault::digest(&bytes)),
        sealed: caller.app.keys().seal_file(upload_id, &bytes)?,
    };
    unkeyed.execute(keep).await?;
    read_kept(caller, upload_id, division_code, fiscal_year, file_name, bytes).await
}

/// Reads a kept file once more: after a correction of the program, or into another year's book.
pub async fn import_again(
    caller: &Caller,
    division_code: &str,
    fiscal_year: i64,
    upload_id: &str,
) -> Result<ImportOutcome, AppError> {
    let app = caller.app.clone();
    caller.actor.require("notice.import")?;
    caller.actor.require_write(app.policy(), division_code)?;
    let (division, id) = (division_code.to_owned(), upload_id.to_owned());
    let kept = app
        .db()
        .read(move |tx| {
            Box::pin(async move {
                let kept = upload::find(tx, &division, &id).await?;
                kept.ok_or_else(|| AppError::not_found("原件", &id))
            })
        })
        .await?;
    let bytes = app.keys().open_file(&kept.id, &kept.sealed)?;
    read_kept(caller, upload_id, division_code, fiscal_year, &kept.file_name, bytes).await
}

/// Reading is outside the books and outside the writer: only its result comes to a command.
async fn read_kept(
    caller: &Caller,
    upload_id: &str,
    division_code: &str,
    fiscal_year: i64,
    file_name: &str,
    bytes: Vec<u8>,
) -> Result<ImportOutcome, AppError> {
    let reference = reference(caller.app.policy());
    let (name, digest) = (file_name.to_owned(), vault::hex(&vault::digest(&bytes)));
    let reading = tokio::task::spawn_blocking(move || {
        mingqu_reader::read(&bytes, &name, &Limits::default(), &reference)
    })
    .await
    .map_err(|_| AppError::Refused {
        code: "reader.broken",
        message: "这份文件读到一半出错了，原件已留存；请另存为 docx 再传".to_owned(),
    })?;
    let command = NoticeImport {
        upload_id: upload_id.to_owned(),
        division_code: division_code.to_owned(),
        fiscal_year,
        file_name: file_name.to_owned(),
        digest,
        reading: reading.map_err(|refusal| (refusal.code(), refusal.to_string())),
    };
    caller.execute(command).await
}

/// The original file of a notice: name and bytes.
pub async fn original(caller: &Caller, notice_id: &str) -> Result<(String, Vec<u8>), AppError> {
    caller.actor.require("notice.read")?;
    let app = caller.app.clone();
    let (divisions, id) = (caller.actor.readable(app.policy()), notice_id.to_owned());
    let found = app
        .db()
        .read(move |tx| {
            Box::pin(async move {
                for division in &divisions {
                    if let Some(row) = header::find(tx, division, &id).await? {
                        let kept = upload::find(tx, division, &row.upload_id).await?;
                        return kept.ok_or_else(|| AppError::not_found("原件", &id));
                    }
                }
                Err(AppError::not_found("来文", &id))
            })
        })
        .await?;
    let bytes = app.keys().open_file(&found.id, &found.sealed)?;
    Ok((found.file_name, bytes))
}

/// The official lists a reading is checked against, out of the policy.
pub fn reference(policy: &Policy) -> Reference {
    let mut reference = Reference::default();
    for subject in &policy.subjects {
        for name in &subject.names {
            for year in name.from_year.get()..=name.to_year.map_or(2100, |year| year.get()) {
                reference.subject_names.push(mingqu_reader::SubjectName {
                    year,
                    code: subject.code.as_str().to_owned(),
                    name: name.name.clone(),
                });
            }
        }
    }
    for tag in policy.direct_tags.iter().filter(|tag| tag.scheme == "national") {
        let (code, name) = (tag.code.clone(), tag.name.clone());
        reference.direct_tags.push(mingqu_reader::TagName { code, name });
    }
    for division in &policy.divisions {
        reference.places.push(division.name.clone());
        reference.places.extend(division.aliases.iter().cloned());
        reference.places.extend(division.former.iter().map(|former| former.name.clone()));
    }
    reference
}

/// Keeps a file, so that it is there for a second try whatever happens to it next.
struct UploadKeep {
    id: String,
    division_code: String,
    file_name: String,
    byte_count: i64,
    digest: String,
    sealed: Vec<u8>,
}

impl Command for UploadKeep {
    const ACTION: &'static str = "notice.import";
    type Done = ();

    fn detail(&self) -> String {
        let UploadKeep { file_name, byte_count, digest, .. } = self;
        format!("留存原件 {file_name}，{byte_count} 字节，SM3 {digest}")
    }

    fn division(&self, _: &Actor) -> String {
        self.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<(), AppError> {
        cx.actor.require_write(cx.policy(), &self.division_code)?;
        let row = upload::UploadRow {
            id: self.id.clone(),
            division_code: self.division_code.clone(),
            file_name: self.file_name.clone(),
            byte_count: self.byte_count,
            digest: self.digest.clone(),
            sealed: self.sealed.clone(),
            created_at: cx.at.clone(),
            created_by: cx.actor.user_id.clone(),
        };
        upload::insert(tx, &row).await?;
        Ok(())
    }
}

/// Makes a draft of what was read, or finds the paper it repeats.
struct NoticeImport {
    upload_id: String,
    division_code: String,
    fiscal_year: i64,
    file_name: String,
    digest: String,
    reading: Result<Reading, (&'static str, String)>,
}

impl Command for NoticeImport {
    const ACTION: &'static str = "notice.import";
    type Done = ImportOutcome;

    fn detail(&self) -> String {
        format!("{} {} 年度，SM3 {}", self.file_name, self.fiscal_year, self.digest)
    }

    fn division(&self, _: &Actor) -> String {
        self.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<ImportOutcome, AppError> {
        cx.actor.require_write(cx.policy(), &self.division_code)?;
        let reading = self.reading.as_ref().map_err(|(code, message)| AppError::Refused {
            code,
            message: format!("{message}。原件已留存"),
        })?;
        let id = cx.id();
        let row = self.row(cx, &id, reading);
        let keys = Fingerprint::of(
            row.document_no.as_deref(),
            reading.facts.issuer.as_deref(),
            reading.facts.title.as_deref(),
            row.issue_on.as_deref().and_then(|on| on.parse().ok()),
            row.total,
        )
        .keys();
        for key in &keys {
            if !paper_key::insert(tx, &self.division_code, key, "notice", &id).await? {
                let holder = paper_key::find(tx, &self.division_code, key).await?;
                paper_key::release(tx, &self.division_code, &id).await?;
                return match holder {
                    Some(holder) if holder.kind == "document" => {
                        Ok(ImportOutcome::SameDocument(holder.ref_id))
                    }
                    Some(holder) => Ok(ImportOutcome::SameNotice(holder.ref_id)),
                    None => Err(AppError::Stale),
                };
            }
        }
        header::insert(tx, &row).await?;
        self.insert_parts(tx, cx.policy(), &id, reading).await?;
        Ok(ImportOutcome::New(id))
    }
}

impl NoticeImport {
    fn row(&self, cx: &Context, id: &str, reading: &Reading) -> header::NoticeRow {
        let kept = Kept::of(reading);
        let sheet = kept.sheet(&std::collections::BTreeMap::new());
        let fact =
            |key: FactKey| sheet.iter().find(|fact| fact.key == key).map(|fact| fact.value.clone());
        let issuer = fact(FactKey::Issuer).unwrap_or_default();
        let first =
            |text: Option<String>| text.and_then(|text| text.split('、').next().map(str::to_owned));
        header::NoticeRow {
            division_code: self.division_code.clone(),
            id: id.to_owned(),
            fiscal_year: self.fiscal_year,
            way: way(cx.policy(), &self.division_code, &issuer).code().to_owned(),
            state: NoticeState::Draft.code().to_owned(),
            upload_id: self.upload_id.clone(),
            file_name: self.file_name.clone(),
            body: reading.text.clone(),
            reading: kept.to_text(),
            corrections: "{}".to_owned(),
            title: fact(FactKey::Title).unwrap_or_else(|| self.file_name.clone()),
            issuer,
            document_no: fact(FactKey::DocumentNo),
            no_document_no_reason: None,
            upper_document_no: first(fact(FactKey::UpstreamDocNos)),
            fund_name: fact(FactKey::FundName).unwrap_or_default(),
            total: fact(FactKey::Total).as_deref().and_then(parse_total),
            issue_on: fact(FactKey::IssueDate),
            received_at: cx.at.clone(),
            received_by: cx.actor.user_id.clone(),
            registered_on: None,
            registered_by: None,
            indicator_id: None,
            entry_id: None,
            allotment_id: None,
            reject_reason: None,
            version: 0,
        }
    }

    async fn insert_parts(
        &self,
        tx: &mut Tx,
        policy: &Policy,
        id: &str,
        reading: &Reading,
    ) -> Result<(), AppError> {
        for (place, row) in reading.facts.allocations.iter().enumerate() {
            let division = policy.division_by_name(&row.name);
            let row = line::NoticeLineRow {
                division_code: self.division_code.clone(),
                notice_id: id.to_owned(),
                line_no: i64::try_from(place + 1).unwrap_or(i64::MAX),
                name: row.name.clone(),
                line_division: division.map(|division| division.code.as_str().to_owned()),
                amount: row.amount,
            };
            line::insert(tx, &row).await?;
        }
        for (place, found) in reading.doubts.iter().enumerate() {
            let offset = |offset: Option<usize>| offset.and_then(|o| i64::try_from(o).ok());
            let row = doubt::NoticeDoubtRow {
                division_code: self.division_code.clone(),
                notice_id: id.to_owned(),
                doubt_no: i64::try_from(place + 1).unwrap_or(i64::MAX),
                code: found.code.code().to_owned(),
                field: found.field.to_owned(),
                message: found.message.clone(),
                start_at: offset(found.start),
                end_at: offset(found.end),
                answer: None,
                answer_text: None,
                answered_by: None,
            };
            doubt::insert(tx, &row).await?;
        }
        Ok(())
    }
}

/// The issuer's own paper, or one from above: told by the issuer's name.
pub(super) fn way(policy: &Policy, division_code: &str, issuer: &str) -> NoticeWay {
    let own = policy.division(division_code).is_ok_and(|own| {
        let names = std::iter::once(&own.name).chain(&own.aliases);
        names.into_iter().any(|name| issuer.starts_with(name.as_str()))
    });
    if own { NoticeWay::Supplement } else { NoticeWay::Upper }
}
