//! The view of a notice (下达通知): what its papers print, and nothing else.

use mingqu_money::Fen;

/// A paragraph or numbered section of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// With its number: 一、加强资金管理; none for a plain paragraph.
    pub heading: Option<String>,
    /// The text; each line is a paragraph of its own.
    pub text: String,
}

/// 附件1: how the money is parted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllocationTable {
    /// Printed over the table.
    pub title: String,
    /// Name in the total row: 塔城地区.
    pub total_name: String,
    /// Name and amount of each receiver.
    pub rows: Vec<(String, Fen)>,
    /// The total row.
    pub total: Fen,
}

/// 项目资金 of the target form, each as printed or left blank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FundAmounts {
    /// 中长期资金总额
    pub long_total: Option<String>,
    /// 中长期资金总额，其中：财政拨款
    pub long_fiscal: Option<String>,
    /// 中长期资金总额，其他资金
    pub long_other: Option<String>,
    /// 年度资金总额
    pub year_total: Option<String>,
    /// 年度资金总额，其中：财政拨款
    pub year_fiscal: Option<String>,
    /// 年度资金总额，其他资金
    pub year_other: Option<String>,
}

/// 附件2: 项目支出绩效目标表.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TargetForm {
    /// Printed over the form.
    pub title: String,
    /// 年度
    pub year: i32,
    /// 项目名称
    pub project_name: String,
    /// 预算单位
    pub unit: String,
    /// 项目类型, with its tick.
    pub project_types: Vec<(String, bool)>,
    /// 中长期规划（名称、文号）
    pub long_term_plan: String,
    /// 资金管理办法（名称、文号）, one a line.
    pub governing: Vec<String>,
    /// 绩效分配方式, with its tick.
    pub methods: Vec<(String, bool)>,
    /// 立项依据
    pub ground: String,
    /// 使用范围
    pub scope: String,
    /// 申报（补助）条件
    pub conditions: String,
    /// 项目起止年限
    pub term: String,
    /// 项目资金（万元）
    pub amounts: FundAmounts,
    /// 中长期目标
    pub goal_long: String,
    /// 年度目标
    pub goal_year: String,
    /// 一级指标 and 二级指标, in order.
    pub measures: Vec<(String, String)>,
}

/// A notice with both attachments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoticePaper {
    /// 发文机关
    pub issuer: String,
    /// 发文字号; a draft has none yet.
    pub document_no: String,
    /// 标题
    pub title: String,
    /// 主送机关, without the colon.
    pub addressees: String,
    /// The text.
    pub sections: Vec<Section>,
    /// Titles of the attachments, without numbers.
    pub attachments: Vec<String>,
    /// 发文机关署名
    pub signature: String,
    /// 成文日期: year, month, day.
    pub issued_on: (i32, u32, u32),
    /// 印发机关
    pub printing_office: String,
    /// 抄送机关
    pub cc: Vec<String>,
    /// The total the text states.
    pub stated_total: Fen,
    /// 附件1
    pub table: AllocationTable,
    /// 附件2
    pub targets: TargetForm,
    /// Head of the audit chain when the paper was made; kept in the properties of the PDF.
    pub chain_head: Option<String>,
}

impl NoticePaper {
    /// 成文日期 as printed: 2024年4月22日.
    pub(crate) fn date_line(&self) -> String {
        let (year, month, day) = self.issued_on;
        format!("{year}年{month}月{day}日")
    }

    /// 抄送 as printed, with its full stop.
    pub(crate) fn cc_line(&self) -> String {
        if self.cc.is_empty() { String::new() } else { format!("{}。", self.cc.join("，")) }
    }

    /// 主送 as printed, with its colon.
    pub(crate) fn addressees_line(&self) -> String {
        let names = self.addressees.trim_end_matches(['：', ':']);
        if names.is_empty() { String::new() } else { format!("{names}：") }
    }

    /// The red mark at the head.
    pub(crate) fn mark(&self) -> String {
        format!("{}文件", self.issuer.trim_end_matches("文件"))
    }
}

impl TargetForm {
    /// The year line under the title.
    pub(crate) fn year_line(&self) -> String {
        format!("（{}年度）", self.year)
    }

    /// The head over 中长期目标; a fund of one year leaves the years open.
    pub(crate) fn long_goal_head(&self) -> String {
        "中长期目标（20××年—20××年）".to_owned()
    }
}

/// Choices as printed: 因素法☑　项目法☐.
pub(crate) fn ticks(choices: &[(String, bool)]) -> String {
    let marked = choices.iter().map(|(label, ticked)| {
        let mark = if *ticked { '☑' } else { '☐' };
        format!("{label}{mark}")
    });
    marked.collect::<Vec<_>>().join("　")
}

/// The paragraphs of a text: its lines without blank ones.
pub(crate) fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// Measures with how many rows each 一级指标 covers; nought where it is covered already.
pub(crate) fn spans(measures: &[(String, String)]) -> Vec<(usize, &str, &str)> {
    let mut rows = Vec::with_capacity(measures.len());
    for group in measures.chunk_by(|one, other| one.0 == other.0) {
        for (place, (first, second)) in group.iter().enumerate() {
            let covers = if place == 0 { group.len() } else { 0 };
            rows.push((covers, first.as_str(), second.as_str()));
        }
    }
    rows
}
