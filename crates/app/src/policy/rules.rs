//! The forms of the rule files (政策文件格式) except the paper's wording.

use std::collections::BTreeMap;

use mingqu_domain::policy::{
    ApprovalFlow, Deadlines, DirectTag, Division, FlowStep, FormerCode, Fund, FundLevel, FundTask,
    Light, LightStep, Lights, MisusedClass, Numbering, OfficeWord, ReportDay, Rule, Security,
    Subject, SubjectKind, SubjectName, SubjectUse,
};
use mingqu_domain::user::Duty;
use serde::Deserialize;

use super::PolicyError;
use super::convert::Source;

/// The `[sources]` of a file, read by [`Source`] already.
type Listed = BTreeMap<String, toml::Value>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DivisionsFile {
    #[serde(rename = "sources")]
    _sources: Listed,
    divisions: Vec<DivisionRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DivisionRow {
    code: String,
    name: String,
    parent: Option<String>,
    since_year: Option<u16>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    former: Vec<FormerRow>,
    basis: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormerRow {
    code: String,
    name: String,
    until_year: u16,
    basis: String,
}

pub(super) fn divisions(source: &Source) -> Result<Vec<Division>, PolicyError> {
    let file: DivisionsFile = source.parse()?;
    let mut divisions: Vec<Division> = Vec::with_capacity(file.divisions.len());
    for row in file.divisions {
        let parent = row.parent.as_deref().map(|code| source.division(code)).transpose()?;
        if let Some(upper) = parent.filter(|upper| divisions.iter().all(|d| d.code != *upper)) {
            return Err(source.bad("上级区划", upper.as_str())); // Uppers come first.
        }
        let mut former = Vec::with_capacity(row.former.len());
        for old in row.former {
            former.push(FormerCode {
                code: source.division(&old.code)?,
                basis: source.basis(&old.basis, &old.name)?,
                name: old.name,
                until_year: old.until_year,
            });
        }
        divisions.push(Division {
            code: source.division(&row.code)?,
            basis: source.basis(&row.basis, &row.name)?,
            name: row.name,
            parent,
            since_year: row.since_year,
            aliases: row.aliases,
            former,
        });
    }
    let old = divisions.iter().flat_map(|division| &division.former).map(|old| old.code);
    let codes = divisions.iter().map(|division| division.code).chain(old);
    source.unique("区划代码", codes.map(|code| code.to_string()))?;
    Ok(divisions)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FundsFile {
    #[serde(rename = "sources")]
    _sources: Listed,
    funds: Vec<FundRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FundRow {
    code: String,
    name: String,
    short_name: String,
    level: String,
    from_year: i32,
    to_year: Option<i32>,
    aliases: Vec<String>,
    #[serde(default)]
    tasks: Vec<TaskRow>,
    basis: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TaskRow {
    code: String,
    name: String,
    basis: String,
}

pub(super) fn funds(source: &Source) -> Result<Vec<Fund>, PolicyError> {
    let file: FundsFile = source.parse()?;
    let mut funds = Vec::with_capacity(file.funds.len());
    for row in file.funds {
        let level =
            FundLevel::from_code(&row.level).ok_or_else(|| source.bad("资金级次", &row.level))?;
        let mut tasks = Vec::with_capacity(row.tasks.len());
        for task in row.tasks {
            let basis = source.basis(&task.basis, &task.name)?;
            tasks.push(FundTask { code: task.code, name: task.name, basis });
        }
        source.unique("资金任务", tasks.iter().map(|task| task.code.clone()))?;
        funds.push(Fund {
            basis: source.basis(&row.basis, &row.name)?,
            code: row.code,
            name: row.name,
            short_name: row.short_name,
            level,
            from_year: source.year(row.from_year)?,
            to_year: row.to_year.map(|year| source.year(year)).transpose()?,
            aliases: row.aliases,
            tasks,
        });
    }
    source.unique("资金代码", funds.iter().map(|fund| fund.code.clone()))?;
    Ok(funds)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SubjectsFile {
    #[serde(rename = "sources")]
    _sources: Listed,
    subjects: Vec<SubjectRow>,
    misused_classes: Vec<ClassRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SubjectRow {
    code: String,
    kind: String,
    spending: String,
    spending_basis: String,
    names: Vec<NameRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NameRow {
    from_year: i32,
    to_year: Option<i32>,
    name: String,
    basis: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassRow {
    class: String,
    name: String,
    basis: String,
}

pub(super) fn subjects(source: &Source) -> Result<(Vec<Subject>, Vec<MisusedClass>), PolicyError> {
    let file: SubjectsFile = source.parse()?;
    let mut subjects = Vec::with_capacity(file.subjects.len());
    for row in file.subjects {
        let kind = match row.kind.as_str() {
            "income" => SubjectKind::Income,
            "expenditure" => SubjectKind::Expenditure,
            other => return Err(source.bad("科目种类", other)),
        };
        let spending = match row.spending.as_str() {
            "allowed" => SubjectUse::Allowed,
            "negative" => SubjectUse::Negative,
            other => return Err(source.bad("科目用途", other)),
        };
        let spending_basis = source.basis(&row.spending_basis, &row.code)?;
        let names = subject_names(source, row.names)?;
        let code = source.subject(&row.code)?;
        subjects.push(Subject { code, kind, spending, spending_basis, names });
    }
    source.unique("科目代码", subjects.iter().map(|subject| subject.code.to_string()))?;
    let mut classes = Vec::with_capacity(file.misused_classes.len());
    for row in file.misused_classes {
        let (class, basis) = (source.subject(&row.class)?, source.basis(&row.basis, &row.name)?);
        classes.push(MisusedClass { class, name: row.name, basis });
    }
    source.unique("错用科目", classes.iter().map(|class| class.class.to_string()))?;
    Ok((subjects, classes))
}

fn subject_names(source: &Source, rows: Vec<NameRow>) -> Result<Vec<SubjectName>, PolicyError> {
    let mut names: Vec<SubjectName> = Vec::with_capacity(rows.len());
    for row in rows {
        let from_year = source.year(row.from_year)?;
        let to_year = row.to_year.map(|year| source.year(year)).transpose()?;
        let before = names.last().map(|last| last.to_year.unwrap_or(last.from_year));
        if to_year.is_some_and(|last| last < from_year)
            || before.is_some_and(|last| from_year <= last)
        {
            return Err(source.bad("科目名称年度", &row.name));
        }
        let basis = source.basis(&row.basis, &row.name)?;
        names.push(SubjectName { from_year, to_year, name: row.name, basis });
    }
    Ok(names)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TagsFile {
    #[serde(rename = "sources")]
    _sources: Listed,
    direct_tags: Vec<TagRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TagRow {
    scheme: String,
    scheme_name: String,
    code: String,
    name: String,
    basis: String,
}

pub(super) fn direct_tags(source: &Source) -> Result<Vec<DirectTag>, PolicyError> {
    let file: TagsFile = source.parse()?;
    let mut tags = Vec::with_capacity(file.direct_tags.len());
    for row in file.direct_tags {
        let basis = source.basis(&row.basis, &row.name)?;
        let (scheme, scheme_name) = (row.scheme, row.scheme_name);
        tags.push(DirectTag { scheme, scheme_name, code: row.code, name: row.name, basis });
    }
    source.unique("直达标识", tags.iter().map(|tag| format!("{}/{}", tag.scheme, tag.code)))?;
    Ok(tags)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeadlinesFile {
    #[serde(rename = "sources")]
    _sources: Listed,
    breakdown: BreakdownRow,
    lights: LightsRow,
    monthly_report: ReportRow,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BreakdownRow {
    days: u16,
    basis: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LightsRow {
    steps: Vec<StepRow>,
    basis: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepRow {
    day: u16,
    light: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReportRow {
    due: Option<String>,
    day_of_next_month: Option<u8>,
    basis: String,
}

pub(super) fn deadlines(source: &Source) -> Result<Deadlines, PolicyError> {
    let file: DeadlinesFile = source.parse()?;
    let mut steps: Vec<LightStep> = Vec::with_capacity(file.lights.steps.len());
    for row in &file.lights.steps {
        let light = Light::from_code(&row.light).ok_or_else(|| source.bad("亮灯", &row.light))?;
        if steps.last().is_some_and(|last| row.day <= last.day || light <= last.light) {
            return Err(source.bad("亮灯天数", &row.day.to_string()));
        }
        steps.push(LightStep { day: row.day, light });
    }
    let report = match (file.monthly_report.due.as_deref(), file.monthly_report.day_of_next_month) {
        (Some("last_of_month"), None) => ReportDay::LastOfMonth,
        (None, Some(day)) if 1 <= day && day <= 28 => ReportDay::DayOfNextMonth(day),
        (due, _) => return Err(source.bad("月报期限", due.unwrap_or_default())),
    };
    if file.breakdown.days == 0 {
        return Err(source.bad("细化期限", "0"));
    }
    Ok(Deadlines {
        breakdown_days: rule(source, "细化期限", file.breakdown.days, &file.breakdown.basis)?,
        lights: rule(source, "亮灯", Lights(steps), &file.lights.basis)?,
        monthly_report: rule(source, "月报期限", report, &file.monthly_report.basis)?,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NumberingFile {
    pattern: String,
    pattern_basis: String,
    #[serde(rename = "sources")]
    _sources: Listed,
    words: Vec<WordRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordRow {
    division: String,
    office: String,
    word: String,
    basis: String,
}

pub(super) fn numbering(source: &Source) -> Result<Numbering, PolicyError> {
    let file: NumberingFile = source.parse()?;
    if ["{word}", "{year}", "{n}"].iter().any(|gap| !file.pattern.contains(gap)) {
        return Err(source.bad("文号式样", &file.pattern));
    }
    let mut words = Vec::with_capacity(file.words.len());
    for row in file.words {
        let (division, basis) =
            (source.division(&row.division)?, source.basis(&row.basis, &row.word)?);
        words.push(OfficeWord { division, office: row.office, word: row.word, basis });
    }
    source.unique("机关代字", words.iter().map(|word| word.word.clone()))?;
    let pattern_basis = source.basis(&file.pattern_basis, "文号式样")?;
    Ok(Numbering { pattern: file.pattern, pattern_basis, words })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ApprovalFile {
    #[serde(rename = "sources")]
    _sources: Listed,
    flows: Vec<FlowRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FlowRow {
    code: String,
    name: String,
    steps: Vec<FlowStepRow>,
    common_reasons: Vec<String>,
    basis: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FlowStepRow {
    label: String,
    duty: String,
}

pub(super) fn flows(source: &Source) -> Result<Vec<ApprovalFlow>, PolicyError> {
    let file: ApprovalFile = source.parse()?;
    let mut flows = Vec::with_capacity(file.flows.len());
    for row in file.flows {
        if row.steps.is_empty() {
            return Err(source.bad("审批环节", &row.code));
        }
        let mut steps = Vec::with_capacity(row.steps.len());
        for step in row.steps {
            steps.push(FlowStep { duty: duty(source, &step.duty)?, label: step.label });
        }
        let basis = source.basis(&row.basis, &row.name)?;
        let (code, name, common_reasons) = (row.code, row.name, row.common_reasons);
        flows.push(ApprovalFlow { code, name, steps, common_reasons, basis });
    }
    source.unique("审批流程", flows.iter().map(|flow| flow.code.clone()))?;
    Ok(flows)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SecurityFile {
    #[serde(rename = "sources")]
    _sources: Listed,
    password_length_min: NumberRow,
    password_kinds_min: NumberRow,
    password_days_max: NumberRow,
    lock_after_failures: NumberRow,
    lock_seconds: NumberRow,
    idle_seconds: NumberRow,
    second_factor: SecondFactorRow,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NumberRow {
    value: u16,
    basis: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SecondFactorRow {
    duties: Vec<String>,
    basis: String,
}

pub(super) fn security(source: &Source) -> Result<Security, PolicyError> {
    let file: SecurityFile = source.parse()?;
    let number = |place: &str, row: &NumberRow| match row.value {
        0 => Err(source.bad(place, "0")),
        value => rule(source, place, value, &row.basis),
    };
    let duties = file.second_factor.duties.iter().map(|code| duty(source, code));
    let duties = duties.collect::<Result<Vec<_>, _>>()?;
    Ok(Security {
        password_length_min: number("口令长度", &file.password_length_min)?,
        password_kinds_min: number("口令字符种类", &file.password_kinds_min)?,
        password_days_max: number("口令有效期", &file.password_days_max)?,
        lock_after_failures: number("锁定次数", &file.lock_after_failures)?,
        lock_seconds: number("锁定时间", &file.lock_seconds)?,
        idle_seconds: number("空闲时间", &file.idle_seconds)?,
        second_factor_duties: rule(source, "双因子岗位", duties, &file.second_factor.basis)?,
    })
}

fn duty(source: &Source, code: &str) -> Result<Duty, PolicyError> {
    Duty::from_code(code).map_err(|_| source.bad("岗位", code))
}

fn rule<T>(source: &Source, place: &str, value: T, key: &str) -> Result<Rule<T>, PolicyError> {
    Ok(Rule { value, basis: source.basis(key, place)? })
}
