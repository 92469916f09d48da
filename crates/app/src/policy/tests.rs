//! The built-in pack (内置政策包) says what it should, and a spoilt file is named.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use mingqu_domain::policy::{
    Basis, DivisionCode, FiscalYear, Light, Proven, SectionApplies, SubjectCode, SubjectFinding,
    SubjectUse, fill,
};
use mingqu_domain::user::Duty;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn newest() -> Policy {
    load().unwrap()
}

#[test]
fn every_rule_file_is_built_in_and_used() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../policy/linkage");
    let mut on_disk = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_file() {
            on_disk.insert(name);
            continue;
        }
        for file in std::fs::read_dir(entry.path()).unwrap().map(Result::unwrap) {
            on_disk.insert(format!("{name}/{}", file.file_name().into_string().unwrap()));
        }
    }
    let built_in: BTreeSet<_> = files::LINKAGE.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(on_disk, built_in);
    let (_, pack) = files::LINKAGE[0];
    for (path, _) in &files::LINKAGE[1..] {
        assert!(pack.contains(path), "{path}");
    }
}

#[test]
fn a_day_is_judged_by_the_version_in_force() {
    let policies = Policies::load().unwrap();
    for (on, want) in [
        ("2020-12-31", None),
        ("2021-01-01", Some("linkage/2021.1")),
        ("2023-12-31", Some("linkage/2021.1")),
        ("2024-01-01", Some("linkage/2024.1")),
        ("2026-06-30", Some("linkage/2024.1")),
    ] {
        let got = policies.on(day(on)).map(Policy::id);
        assert_eq!(got.as_deref(), want, "{on}");
    }
    for policy in policies.all() {
        assert_eq!(policies.by_id(&policy.id()), Some(policy));
    }
    assert_eq!(policies.by_id("linkage/1999.1"), None);
}

fn bases(policy: &Policy) -> Vec<&Basis> {
    let mut all: Vec<&Basis> = policy.divisions.iter().map(|row| &row.basis).collect();
    all.extend(policy.divisions.iter().flat_map(|row| &row.former).map(|row| &row.basis));
    all.extend(policy.funds.iter().map(|row| &row.basis));
    all.extend(policy.funds.iter().flat_map(|row| &row.tasks).map(|row| &row.basis));
    all.extend(policy.subjects.iter().map(|row| &row.spending_basis));
    all.extend(policy.subjects.iter().flat_map(|row| &row.names).map(|row| &row.basis));
    all.extend(policy.misused_classes.iter().map(|row| &row.basis));
    all.extend(policy.direct_tags.iter().map(|row| &row.basis));
    all.extend(policy.numbering.words.iter().map(|row| &row.basis));
    all.extend(policy.flows.iter().map(|row| &row.basis));
    all.extend(policy.paper.sections.iter().map(|row| &row.basis));
    all.extend(policy.paper.targets.governing.iter().map(|row| &row.basis));
    let (days, safe) = (&policy.deadlines, &policy.security);
    all.extend([&days.breakdown_days.basis, &days.lights.basis, &days.monthly_report.basis]);
    all.extend([&safe.password_length_min.basis, &safe.lock_seconds.basis]);
    all.extend([&policy.numbering.pattern_basis, &policy.paper.basis]);
    all
}

#[test]
fn every_rule_has_a_basis_with_a_sane_date() {
    for policy in Policies::load().unwrap().all() {
        for basis in bases(policy) {
            assert!(!basis.document.is_empty() && !basis.article.is_empty(), "{basis:?}");
            let (first, last) = (day("1990-01-01"), day("2026-12-31"));
            assert!(first <= basis.effective_from && basis.effective_from <= last, "{basis:?}");
            let ours = basis.document == "本项目自定";
            assert!(!ours || basis.proven == Proven::Unverified, "{basis:?}");
        }
    }
}

#[test]
fn a_name_does_not_start_before_its_basis() {
    use chrono::Datelike;
    for subject in newest().subjects {
        for name in &subject.names {
            let since = name.basis.effective_from.year();
            assert!(since <= i32::from(name.from_year.get()), "{} {}", subject.code, name.name);
        }
    }
}

#[test]
fn the_prefecture_has_its_seven_counties() {
    let policy = newest();
    let prefecture = DivisionCode::parse("654200000").unwrap();
    let counties = policy.children_of(prefecture);
    let codes: Vec<_> = counties.iter().map(|county| county.code.to_string()).collect();
    let want = ["654201000", "654202000", "654203000", "654221000", "654224000", "654225000"];
    assert_eq!(codes[..6], want);
    assert_eq!(codes[6..], ["654226000"]);
    let upper = policy.division("654200000").unwrap().parent.map(|code| code.to_string());
    assert_eq!(upper.as_deref(), Some("650000000"));
}

#[test]
fn a_former_code_is_refused_with_its_successor() {
    let policy = newest();
    for (code, want) in [
        ("654203000", Ok("沙湾市")),
        (
            "654223000",
            Err("654223000 是原沙湾县的代码，2021 年起停用，请用 654203000 沙湾市".to_owned()),
        ),
        (
            "654222000",
            Err("654222000 是原乌苏县的代码，1996 年起停用，请用 654202000 乌苏市".to_owned()),
        ),
        ("654299000", Err("没有代码为 654299000 的财政区划".to_owned())),
        ("654224", Err("财政区划代码应为 9 位数字，“654224”不是".to_owned())),
    ] {
        let got = policy.division(code).map(|found| found.name.as_str());
        assert_eq!(got.map_err(|refusal| refusal.to_string()), want, "{code}");
    }
}

#[test]
fn printed_names_of_the_seed_are_found() {
    let policy = newest();
    for (printed, want) in [
        ("托里县", Some("654224000")),
        ("裕民县", Some("654225000")),
        ("和布克赛尔县", Some("654226000")),
        ("塔城市", Some("654201000")),
        ("额敏县", Some("654221000")),
        ("乌苏", Some("654202000")),
        ("沙湾市", Some("654203000")),
        ("沙湾县", Some("654203000")),
        ("塔城地区", Some("654200000")),
        ("新疆维吾尔自治区塔城地区托里县", Some("654224000")),
        ("塔城", None),
        ("青河谷县", None),
    ] {
        let got = policy.division_by_name(printed).map(|found| found.code.to_string());
        assert_eq!(got.as_deref(), want, "{printed}");
    }
}

#[test]
fn a_fund_is_found_however_its_name_is_printed() {
    let policy = newest();
    let (own, central) = ("OWN650000001", "Z155110000004");
    for (printed, want) in [
        ("自治区财政衔接推进乡村振兴补助资金", Some((own, None))),
        (
            "自治区财政衔接推进 乡村振兴补助资金（巩固拓展脱贫攻坚成果 和乡村振兴任务）",
            Some((own, Some("consolidation"))),
        ),
        (
            "2024年自治区财政衔接推进乡村振兴补助资金(巩固拓展脱贫攻坚成果和乡村振兴任务)预算",
            Some((own, Some("consolidation"))),
        ),
        ("中央财政衔接推进乡村振兴补助资金〔以工代赈任务〕", Some((central, Some("work_relief")))),
        ("自治区财政衔接推进乡村振兴补助资金（修路任务）", None),
        ("衔接资金", None),
        ("耕地地力保护补贴资金", None),
    ] {
        let got = policy.fund_by_name(printed);
        let got = got.map(|m| (m.fund.code.as_str(), m.task.map(|task| task.code.as_str())));
        assert_eq!(got, want, "{printed}");
    }
}

#[test]
fn a_subject_has_its_name_of_the_year() {
    let policy = newest();
    let consolidation = "巩固脱贫攻坚成果衔接乡村振兴";
    for (code, printed, year, want) in [
        ("2130505", "生产发展", 2024, SubjectFinding::Same),
        ("21305", "农林水-巩固脱贫攻坚成果衔接乡村振兴", 2024, SubjectFinding::Same),
        ("1100231", "巩固脱贫攻坚成果衔接乡村振兴转移支付收入", 2024, SubjectFinding::Same),
        ("1100231", "欠发达地区转移支付收入", 2022, SubjectFinding::Same),
        (
            "1100231",
            "欠发达地区转移支付收入",
            2024,
            SubjectFinding::OtherYear {
                expected: "巩固脱贫攻坚成果衔接乡村振兴转移支付收入".to_owned(),
            },
        ),
        (
            "2130505",
            "农林水-巩固脱贫攻坚成果衔接乡村振兴",
            2024,
            SubjectFinding::OtherCode {
                code: SubjectCode::parse("21305").unwrap(),
                expected: "生产发展".to_owned(),
            },
        ),
        ("21305", "扶贫", 2024, SubjectFinding::Differs { expected: consolidation.to_owned() }),
        ("21305", consolidation, 2021, SubjectFinding::UnknownYear),
        ("2139999", "其他", 2024, SubjectFinding::UnknownCode),
    ] {
        let code = SubjectCode::parse(code).unwrap();
        let got = policy.check_subject(&code, printed, FiscalYear::new(year).unwrap());
        assert_eq!(got, want, "{code} {printed} {year}");
    }
}

#[test]
fn unit_running_costs_are_on_the_negative_list() {
    let policy = newest();
    for (code, want) in [
        ("2130501", SubjectUse::Negative),
        ("2130550", SubjectUse::Negative),
        ("2130504", SubjectUse::Allowed),
        ("2130505", SubjectUse::Allowed),
    ] {
        let subject = policy.subject(&SubjectCode::parse(code).unwrap()).unwrap();
        assert_eq!(subject.spending, want, "{code}");
    }
    let misused = |code| policy.misused(&SubjectCode::parse(code).unwrap()).is_some();
    assert!(misused("2300409") && !misused("2130505"));
}

#[test]
fn tag_01_means_what_its_scheme_says() {
    let policy = newest();
    for (scheme, code, want) in [
        ("national", "01", Some("01 中央直达资金")),
        ("xinjiang", "01", Some("01 自治区直达资金")),
        ("xinjiang", "09", None),
    ] {
        let got = policy.direct_tag(scheme, code).map(|tag| tag.label());
        assert_eq!(got.as_deref(), want, "{scheme} {code}");
    }
    let printed = policy.direct_tag_by_print("01", "自治区直达 资金").unwrap();
    assert_eq!(printed.scheme, "xinjiang");
    assert_eq!(policy.direct_tags_of_code("01").len(), 2);
    assert!(policy.direct_tag_by_print("02", "自治区直达资金").is_none());
}

#[test]
fn a_document_number_has_the_offices_word() {
    let policy = newest();
    let (prefecture, year) =
        (DivisionCode::parse("654200000").unwrap(), FiscalYear::new(2024).unwrap());
    for (office, n, want) in [
        ("乡村振兴科", 1, Ok("塔地财振〔2024〕1号")),
        ("乡村振兴科", 12, Ok("塔地财振〔2024〕12号")),
        ("乡村振兴科", 0, Err("policy.number_zero")),
        ("国库科", 1, Err("policy.word_unknown")),
    ] {
        let got = policy.document_no(prefecture, office, year, n);
        let got = got.as_deref().map_err(|refusal| refusal.code());
        assert_eq!(got, want, "{office} {n}");
    }
}

#[test]
fn the_numbers_of_clock_flow_and_sign_in_are_the_agreed_ones() {
    let policy = newest();
    assert_eq!(policy.deadlines.breakdown_days.value, 30);
    for (on, want) in [
        (9, Light::Green),
        (10, Light::Blue),
        (20, Light::Yellow),
        (25, Light::Orange),
        (30, Light::Red),
    ] {
        assert_eq!(policy.deadlines.lights.value.on_day(on), want, "{on}");
    }
    let flow = policy.flow("allocation").unwrap();
    let duties: Vec<_> = flow.steps.iter().map(|step| step.duty).collect();
    assert_eq!(duties, [Duty::Reviewer, Duty::Approver]);
    let safe = &policy.security;
    let numbers = [&safe.password_length_min, &safe.password_kinds_min, &safe.password_days_max];
    assert_eq!(numbers.map(|rule| rule.value), [8, 3, 90]);
    let numbers = [&safe.lock_after_failures, &safe.lock_seconds, &safe.idle_seconds];
    assert_eq!(numbers.map(|rule| rule.value), [5, 300, 600]);
    assert!(safe.second_factor_duties.value.is_empty());
}

#[test]
fn the_notice_carries_every_requirement() {
    let policy = newest();
    let paper = &policy.paper;
    for (section, words) in [
        ("use", &["每月", "负面清单"][..]),
        ("focus", &["联农带农", "不予安排"]),
        ("household", &["再补", "一卡通", "不得再补第二次"]),
        ("performance", &["绩效目标", "资产", "带动农户", "效益"]),
        ("direct_funds", &["{tag}", "{days}日内", "项目名称"]),
        ("publicity", &["使用计划", "项目", "建设什么", "补助按什么标准", "来源", "额度"]),
    ] {
        let text = &paper.section(section).unwrap().text;
        for word in words {
            assert!(text.contains(word), "{section}: {word}");
        }
    }
    let direct = paper.sections.iter().filter(|row| row.applies == SectionApplies::DirectFunds);
    assert_eq!(direct.map(|row| row.code.as_str()).collect::<Vec<_>>(), ["direct_funds"]);
    let ticked: Vec<_> = paper.targets.methods.iter().filter(|method| method.ticked).collect();
    assert_eq!(ticked.len(), 1);
    assert_eq!(ticked[0].label, "因素法");
    let values = [("year", "2024"), ("fund_name", "自治区财政衔接推进乡村振兴补助资金")];
    let title = "关于下达2024年自治区财政衔接推进乡村振兴补助资金预算的通知";
    assert_eq!(fill(&paper.title, &values).as_deref(), Ok(title));
}

#[test]
fn a_spoilt_file_is_refused_by_name() {
    let deadlines = "2021.1/deadlines.toml";
    for (file, from, to, want) in [
        (deadlines, "days = 30", "days = 0", "policy.bad_value"),
        (deadlines, "days = 30", "dayz = 30", "policy.unreadable"),
        (deadlines, "basis = \"days\"", "basis = \"hearsay\"", "policy.basis_missing"),
        (deadlines, "proven = \"official\"", "proven = \"sure\"", "policy.bad_value"),
        (deadlines, "day = 20", "day = 9", "policy.bad_value"),
        ("2021.1/divisions.toml", "\"654225000\"", "\"654224000\"", "policy.twice"),
        ("2021.1/divisions.toml", "\"654225000\"", "\"654225\"", "policy.refused"),
        ("2024.1/paper.toml", "{days}", "{dayz}", "policy.refused"),
        ("pack.toml", "2024.1/paper.toml", "2025.1/paper.toml", "policy.file_missing"),
        ("pack.toml", "2024-01-01", "2024-13-01", "policy.bad_value"),
        ("2021.1/approval.toml", "\"approver\"", "\"boss\"", "policy.bad_value"),
    ] {
        let spoil = |path: &str, text: &str| {
            if path == file { text.replacen(from, to, 1) } else { text.to_owned() }
        };
        let texts: Vec<_> =
            files::LINKAGE.iter().map(|(path, text)| (*path, spoil(path, text))).collect();
        let spoilt: Vec<_> = texts.iter().map(|(path, text)| (*path, text.as_str())).collect();
        let got = Policies::read(&spoilt).map(|_| ()).map_err(|error| error.code());
        assert_eq!(got, Err(want), "{file}: {to}");
    }
}
