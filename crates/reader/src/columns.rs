//! What the columns of a table hold, by the words of its header (表头).

/// What one column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// 序号.
    Serial,
    /// A place, a body or a person: whose the money is.
    Holder,
    /// A project.
    Project,
    /// A kind or group.
    Kind,
    /// An amount; the higher the rank, the more likely this notice's.
    Money(u8),
    /// Numbers that are no money of this notice: counts, rates, shares.
    Count,
    /// Where the money comes from.
    Source,
    /// Remarks, codes, numbers of accounts.
    Note,
}

/// The role of a header cell.
pub(crate) fn role(header: &str) -> Option<Role> {
    let has = |words: &[&str]| words.iter().any(|word| header.contains(word));
    if header.is_empty() || 30 < header.chars().count() {
        return None;
    }
    if has(&["序号", "编号"]) {
        return Some(Role::Serial);
    }
    if has(&[
        "备注", "电话", "联系", "账号", "依据", "说明", "科目", "文号", "代码", "时限", "日期",
        "时间",
    ]) {
        return Some(Role::Note);
    }
    if has(&["来源"]) {
        return Some(Role::Source);
    }
    if header.ends_with("单位") || header.ends_with("部门") || header.ends_with("主体") {
        return Some(Role::Holder);
    }
    let counted = has(&[
        "人数", "户数", "数量", "标准", "面积", "(座)", "公里", "比例", "占比", "得分", "个数",
        "人口", "权重", "系数", "(亩)", "(人)", "(户)", "(个)", "测算",
    ]);
    let graded =
        header.chars().nth(1) == Some('类') && header.starts_with(['一', '二', '三', '四']);
    if counted || graded || header.starts_with("其中:") && !has(&["资金", "金额"]) {
        return Some(Role::Count);
    }
    let names = has(&["名称", "内容", "类型", "性质"]);
    let money = has(&[
        "金额", "资金", "下达", "额度", "补助", "安排", "规模", "分配", "合计", "小计", "总计",
        "经费", "奖补", "拨付", "万元", "(元)", "补贴", "指标", "预算", "中央", "省级",
    ]);
    if money && !names {
        return Some(Role::Money(rank(header)));
    }
    if has(&["项目", "工程"]) {
        return Some(Role::Project);
    }
    let holder = has(&[
        "县",
        "市",
        "区",
        "乡",
        "镇",
        "村",
        "州",
        "街道",
        "单位",
        "名称",
        "姓名",
        "企业",
        "合作社",
        "地方",
        "兵团",
        "师",
    ]);
    if holder {
        return Some(Role::Holder);
    }
    has(&["类别", "任务", "用途", "类", "级次", "支出"]).then_some(Role::Kind)
}

/// This payment before a total, a total before a part, money passed before money once planned.
fn rank(header: &str) -> u8 {
    let has = |words: &[&str]| words.iter().any(|word| header.contains(word));
    if has(&[
        "已下达",
        "提前下达",
        "已拨",
        "已安排",
        "已预拨",
        "上年",
        "总投资",
        "总奖补",
        "全年",
        "累计",
    ]) {
        return 1;
    }
    if has(&["本次", "此次", "这次", "本批", "现下达"]) {
        return 9;
    }
    if has(&["合计", "总计", "小计", "总额"]) {
        return 7;
    }
    if has(&["下达", "分配", "金额", "拨付", "奖补资金"]) {
        return 6;
    }
    if has(&["中央", "省级"]) {
        return 3;
    }
    5
}

/// A word that stands in headers only, for tables given one cell a line.
pub(crate) fn is_header_word(text: &str) -> bool {
    if text.chars().any(|c| c.is_ascii_digit()) || text.contains(['。', ';', '“']) {
        return false;
    }
    const WORDS: [&str; 12] = [
        "县区",
        "县市区",
        "县(市、区)",
        "县(市)",
        "地区",
        "单位",
        "市县",
        "镇(街)",
        "乡镇",
        "镇街",
        "小计",
        "合计",
    ];
    const ENDS: [&str; 26] = [
        "序号",
        "名称",
        "资金",
        "金额",
        "额度",
        "备注",
        "类别",
        "人数",
        "标准",
        "数量",
        "来源",
        "规模",
        "实施单位",
        "下达",
        "面积",
        "补贴",
        "经费",
        "内容",
        "地点",
        "主管部门",
        "责任单位",
        "预算单位",
        "万元",
        "元",
        "座",
        "数",
    ];
    let plain = text.trim_end_matches(')');
    let body = text.split('(').next().unwrap_or(text);
    (WORDS.contains(&text) && !matches!(text, "合计" | "小计"))
        || ENDS.iter().any(|end| plain.ends_with(end) || body.ends_with(end))
        || text.starts_with("其中:")
}
