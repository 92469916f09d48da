//! A notice as the confirming screen shows it (确认来文).

use mingqu_app::allotment::DocumentView;
use mingqu_app::notice::{self as app, Fact};
use mingqu_domain::notice::{NoticeState, NoticeWay};
use mingqu_money::Fen;
use serde::Serialize;
use utoipa::ToSchema;

use crate::approval::number;
use crate::view::{self, ActionView};

/// 要素
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Fact)]
pub struct FactView {
    /// 序号，从 1 起
    no: i64,
    /// 代码
    key: String,
    /// 名称
    label: String,
    /// 值
    value: String,
    /// printed 照录 / normalised 规整 / inferred 推断 / typed 填写
    certainty: String,
    /// 在文中哪里
    place: String,
    /// 在全文的起点（字）
    start: Option<i64>,
    /// 终点
    end: Option<i64>,
    /// 能否更正
    editable: bool,
}

/// 存疑的一种答复
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AnswerOption {
    /// 代码
    code: String,
    /// 按钮上的字
    label: String,
    /// 是否要填内容
    needs_text: bool,
}

/// 存疑
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Doubt {
    /// 甲乙丙丁
    letter: String,
    /// 代码
    code: String,
    /// 涉及的要素
    field: String,
    /// 标题
    title: String,
    /// 说明
    message: String,
    /// 在全文的起点（字）
    start: Option<i64>,
    /// 终点
    end: Option<i64>,
    /// 可选的答复
    answers: Vec<AnswerOption>,
    /// 已选的答复
    answer: Option<String>,
    /// 答复的内容
    answer_text: Option<String>,
    /// 谁答复的
    answered_by: Option<String>,
    /// 是否有答复要填内容
    needs_text: bool,
}

/// 分配表的一行
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NoticeLine {
    /// 行号
    line_no: i64,
    /// 文中名称
    name: String,
    /// 区划代码
    division_code: Option<String>,
    /// 区划名称
    division_name: Option<String>,
    /// 金额（分）
    amount_fen: i64,
}

/// 同一份文件
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Duplicate {
    /// notice 来文 / document 收到的文件
    kind: String,
    /// ID
    id: String,
    /// 标题
    title: String,
}

/// 登记后会记的账
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BookingView {
    /// 借
    debit: String,
    /// 贷
    credit: String,
    /// 金额（分）
    amount_fen: i64,
    /// 资金
    fund: String,
    /// 分解到期日
    due_on: Option<String>,
}

/// 来文
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NoticeView {
    /// 来文 ID
    id: String,
    /// 版本
    version: i64,
    /// 区划代码
    division_code: String,
    /// 区划名称
    division_name: String,
    /// 预算年度
    fiscal_year: i64,
    /// 状态
    state: String,
    /// 状态名称
    state_label: String,
    /// upper 上级来文 / supplement 本级补录 / electronic 电子文件
    way: String,
    /// 来源名称
    way_label: String,
    /// 文件名
    file_name: String,
    /// 收到时刻（UTC）
    received_at: String,
    /// 谁导入的
    imported_by: String,
    /// 标题
    title: String,
    /// 全文
    text: String,
    /// 要素
    facts: Vec<FactView>,
    /// 存疑
    doubts: Vec<Doubt>,
    /// 没处理的存疑
    doubts_open: i64,
    /// 分配表
    lines: Vec<NoticeLine>,
    /// 分配表合计（分）
    lines_sum_fen: i64,
    /// 总额（分）
    total_fen: Option<i64>,
    /// 本文文号
    document_no: Option<String>,
    /// 无文号的理由
    no_document_no_reason: Option<String>,
    /// 是哪一份的重复
    duplicate_of: Option<Duplicate>,
    /// 登记后会记的账
    booking: Option<BookingView>,
    /// 还不能登记的原因
    obstacle: Option<String>,
    /// 登记日期
    registered_on: Option<String>,
    /// 谁登记的
    registered_by: Option<String>,
    /// 退回理由
    reject_reason: Option<String>,
    /// 指标 ID
    indicator_id: Option<String>,
    /// 凭证 ID
    entry_id: Option<String>,
    /// 补录生成的下达 ID
    allotment_id: Option<String>,
    /// 能办什么
    actions: Vec<ActionView>,
}

/// As it is sent; with what it repeats, if it does.
pub(crate) fn view(found: app::NoticeView, same: Option<(&str, &str, &str)>) -> NoticeView {
    let open = found.doubts.iter().filter(|doubt| doubt.row.answer.is_none()).count();
    let row = found.row;
    NoticeView {
        id: row.id,
        version: row.version,
        division_code: row.division_code,
        division_name: found.division_name,
        fiscal_year: row.fiscal_year,
        state_label: NoticeState::from_code(&row.state).map_or("", NoticeState::label).to_owned(),
        state: row.state,
        way_label: NoticeWay::from_code(&row.way).map_or("", NoticeWay::label).to_owned(),
        way: row.way,
        file_name: row.file_name,
        received_at: row.received_at,
        imported_by: found.received_by_name,
        title: row.title,
        text: row.body,
        facts: found.facts.into_iter().enumerate().map(fact).collect(),
        doubts: found.doubts.into_iter().map(doubt).collect(),
        doubts_open: number(open),
        lines: found.lines.into_iter().map(line).collect(),
        lines_sum_fen: found.lines_sum.fen(),
        total_fen: row.total.map(Fen::fen),
        document_no: row.document_no,
        no_document_no_reason: row.no_document_no_reason,
        duplicate_of: same.map(duplicate),
        booking: found.booking.map(booking),
        obstacle: found.obstacle.map(|(_, message)| message),
        registered_on: row.registered_on,
        registered_by: row.registered_by,
        reject_reason: row.reject_reason,
        indicator_id: row.indicator_id,
        entry_id: row.entry_id,
        allotment_id: row.allotment_id,
        actions: view::actions(found.actions),
    }
}

/// A received document in the shape of a notice: what an import of the same paper opens.
pub(crate) fn of_document(found: &DocumentView, same: (&str, &str, &str)) -> NoticeView {
    let row = found.summary.row.clone();
    let lines = found.paper.lines.iter().enumerate().map(|(place, line)| NoticeLine {
        line_no: number(place + 1),
        name: line.name.clone(),
        division_code: Some(line.division_code.clone()),
        division_name: Some(line.name.clone()),
        amount_fen: line.amount_fen,
    });
    let text = found.paper.sections.iter().map(|section| match &section.heading {
        Some(heading) => format!("{heading}\n{}\n", section.text),
        None => format!("{}\n", section.text),
    });
    NoticeView {
        id: row.id,
        version: row.version,
        division_code: row.division_code,
        division_name: String::new(),
        fiscal_year: row.fiscal_year,
        state: found.summary.state.code().to_owned(),
        state_label: found.summary.state_label.to_owned(),
        way: "electronic".to_owned(),
        way_label: "电子文件".to_owned(),
        file_name: String::new(),
        received_at: row.arrived_at,
        imported_by: String::new(),
        title: row.title,
        text: text.collect(),
        facts: Vec::new(),
        doubts: Vec::new(),
        doubts_open: 0,
        lines: lines.collect(),
        lines_sum_fen: found.paper.total_fen,
        total_fen: Some(found.paper.total_fen),
        document_no: Some(row.document_no),
        no_document_no_reason: None,
        duplicate_of: Some(duplicate(same)),
        booking: None,
        obstacle: None,
        registered_on: row.received_on,
        registered_by: row.received_by,
        reject_reason: None,
        indicator_id: row.indicator_id,
        entry_id: row.entry_id,
        allotment_id: None,
        actions: Vec::new(),
    }
}

fn fact((place, fact): (usize, Fact)) -> FactView {
    FactView {
        no: number(place + 1),
        key: fact.key.code().to_owned(),
        label: fact.key.label().to_owned(),
        value: fact.value,
        certainty: fact.certainty,
        place: fact.place,
        start: fact.start,
        end: fact.end,
        editable: fact.key.editable(),
    }
}

fn doubt(found: app::DoubtView) -> Doubt {
    let answers = found.answers.iter().map(|option| AnswerOption {
        code: option.code.to_owned(),
        label: option.label.to_owned(),
        needs_text: option.needs_text,
    });
    Doubt {
        letter: found.letter,
        code: found.row.code,
        field: found.row.field,
        title: found.title.to_owned(),
        message: found.row.message,
        start: found.row.start_at,
        end: found.row.end_at,
        needs_text: found.answers.iter().any(|option| option.needs_text),
        answers: answers.collect(),
        answer: found.row.answer,
        answer_text: found.row.answer_text,
        answered_by: found.row.answered_by,
    }
}

fn line(found: app::LineView) -> NoticeLine {
    NoticeLine {
        line_no: found.row.line_no,
        name: found.row.name,
        division_code: found.row.line_division,
        division_name: found.division_name,
        amount_fen: found.row.amount.fen(),
    }
}

fn booking(found: app::Booking) -> BookingView {
    BookingView {
        debit: found.debit,
        credit: found.credit,
        amount_fen: found.amount.fen(),
        fund: found.fund,
        due_on: found.due_on,
    }
}

fn duplicate((kind, id, title): (&str, &str, &str)) -> Duplicate {
    Duplicate { kind: kind.to_owned(), id: id.to_owned(), title: title.to_owned() }
}
