//! Official lists a reading is checked against; data that the caller hands in (参照表).

/// The official name of a subject code in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectName {
    /// The budget year the name holds for.
    pub year: u16,
    /// Digits.
    pub code: String,
    /// The official name.
    pub name: String,
}

/// The national name of a direct-fund mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagName {
    /// Two digits.
    pub code: String,
    /// The name in the national scheme.
    pub name: String,
}

/// Lists to check against; an empty list checks nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// Subject names by year.
    pub subject_names: Vec<SubjectName>,
    /// Direct-fund marks.
    pub direct_tags: Vec<TagName>,
    /// Every name and alias of the places a table may list.
    pub places: Vec<String>,
}

/// Income subject 1100231 by year. Source: the yearly 政府收支分类科目, as quoted by notices.
const TRANSFER_NAMES: [(u16, &str); 6] = [
    (2021, "贫困地区转移支付收入"),
    (2022, "欠发达地区转移支付收入"),
    (2023, "巩固脱贫攻坚成果衔接乡村振兴转移支付收入"),
    (2024, "巩固脱贫攻坚成果衔接乡村振兴转移支付收入"),
    (2025, "巩固脱贫攻坚成果衔接乡村振兴转移支付收入"),
    (2026, "巩固脱贫攻坚成果衔接乡村振兴转移支付收入"),
];

/// Items of 21305 in 2024. Source: 财预〔2023〕83号.
const ITEMS_2024: [(&str, &str); 11] = [
    ("21305", "巩固脱贫攻坚成果衔接乡村振兴"),
    ("2130501", "行政运行"),
    ("2130502", "一般行政管理事务"),
    ("2130503", "机关服务"),
    ("2130504", "农村基础设施建设"),
    ("2130505", "生产发展"),
    ("2130506", "社会发展"),
    ("2130507", "贷款奖补和贴息"),
    ("2130508", "“三西”农业建设专项补助"),
    ("2130550", "事业运行"),
    ("2130599", "其他巩固脱贫攻坚成果衔接乡村振兴支出"),
];

/// The national marks of direct funds. Source: the monitor's code list (secondary).
const TAGS: [(&str, &str); 3] =
    [("01", "中央直达资金"), ("02", "中央参照直达资金"), ("09", "其他")];

impl Reference {
    /// The small list that is built in, for a command line without policy data.
    #[must_use]
    pub fn built_in() -> Reference {
        let incomes = TRANSFER_NAMES.iter().map(|&(year, name)| (year, "1100231", name));
        let items = ITEMS_2024.iter().map(|&(code, name)| (2024, code, name));
        let subject_names = incomes
            .chain(items)
            .map(|(year, code, name)| SubjectName { year, code: code.into(), name: name.into() })
            .collect();
        let direct_tags = TAGS
            .iter()
            .map(|&(code, name)| TagName { code: code.into(), name: name.into() })
            .collect();
        Reference { subject_names, direct_tags, places: Vec::new() }
    }

    /// The official name of `code` in `year`, if the list has it.
    #[must_use]
    pub fn subject_name(&self, year: u16, code: &str) -> Option<&str> {
        let found = self.subject_names.iter().find(|s| s.year == year && s.code == code);
        found.map(|subject| subject.name.as_str())
    }

    /// The national name of a direct-fund mark, if the list has it.
    #[must_use]
    pub fn tag_name(&self, code: &str) -> Option<&str> {
        self.direct_tags.iter().find(|tag| tag.code == code).map(|tag| tag.name.as_str())
    }
}
