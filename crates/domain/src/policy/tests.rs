//! Lookups of a policy (政策查询) on a small one made here.

use super::*;

fn basis() -> Basis {
    let effective_from = NaiveDate::from_ymd_opt(2021, 1, 1).unwrap();
    let (document, article) = ("样例".to_owned(), "第一条".to_owned());
    Basis { document, article, effective_from, proven: Proven::Unverified }
}

fn division(code: &str, name: &str, parent: Option<&str>, aliases: &[&str]) -> Division {
    Division {
        code: DivisionCode::parse(code).unwrap(),
        name: name.to_owned(),
        parent: parent.map(|code| DivisionCode::parse(code).unwrap()),
        since_year: None,
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        former: Vec::new(),
        basis: basis(),
    }
}

fn divisions() -> Vec<Division> {
    let mut shawan = division("654203000", "沙湾市", Some("654200000"), &[]);
    shawan.former.push(FormerCode {
        code: DivisionCode::parse("654223000").unwrap(),
        name: "沙湾县".to_owned(),
        until_year: 2020,
        basis: basis(),
    });
    let hefeng = ["和布克赛尔县"];
    vec![
        division("654200000", "塔城地区", None, &[]),
        division("654201000", "塔城市", Some("654200000"), &[]),
        shawan,
        division("654224000", "托里县", Some("654200000"), &[]),
        division("654226000", "和布克赛尔蒙古自治县", Some("654200000"), &hefeng),
    ]
}

#[test]
fn a_printed_name_finds_its_division_only_when_it_is_one() {
    for (printed, want) in [
        ("托里县", Some("654224000")),
        ("托 里 县", Some("654224000")),
        ("托里", Some("654224000")),
        ("和布克赛尔县", Some("654226000")),
        ("和布克赛尔", Some("654226000")),
        ("沙湾县", Some("654203000")),
        ("塔城地区沙湾市", Some("654203000")),
        ("塔城地区", Some("654200000")),
        ("塔城市", Some("654201000")),
        ("塔城", None),
        ("青河谷县", None),
        ("县", None),
        ("", None),
    ] {
        let all = divisions();
        let got = division::by_name(&all, printed).map(|found| found.code.to_string());
        assert_eq!(got.as_deref(), want, "{printed}");
    }
}

#[test]
fn a_division_code_is_nine_digits_and_tells_its_level() {
    for (given, want) in [
        ("650000000", Some(DivisionLevel::Province)),
        ("654200000", Some(DivisionLevel::Prefecture)),
        ("654224000", Some(DivisionLevel::County)),
        ("65422400", None),
        ("6542240000", None),
        ("65422４000", None),
        ("054224000", None),
        ("65422a000", None),
    ] {
        let got = DivisionCode::parse(given).map(|code| code.level()).ok();
        assert_eq!(got, want, "{given}");
    }
}

#[test]
fn a_budget_year_lies_between_2000_and_2100() {
    for (year, good) in [(1999, false), (2000, true), (2100, true), (2101, false), (-1, false)] {
        assert_eq!(FiscalYear::new(year).is_ok(), good, "{year}");
    }
}

#[test]
fn lights_change_on_their_day() {
    let step = |day, light| LightStep { day, light };
    let lights = Lights(vec![step(10, Light::Blue), step(20, Light::Yellow), step(30, Light::Red)]);
    for (day, want) in [
        (0, Light::Green),
        (9, Light::Green),
        (10, Light::Blue),
        (29, Light::Yellow),
        (30, Light::Red),
        (400, Light::Red),
    ] {
        assert_eq!(lights.on_day(day), want, "{day}");
    }
}

#[test]
fn every_gap_is_filled_or_refused() {
    let values = [("year", "2024"), ("days", "30")];
    for (pattern, want) in [
        ("{year}年，{days}日内", Ok("2024年，30日内")),
        ("没有空", Ok("没有空")),
        ("{tag}", Err("policy.placeholder_unknown")),
        ("半个{year", Err("policy.placeholder_unknown")),
    ] {
        let got = fill(pattern, &values).map_err(|refusal| refusal.code());
        assert_eq!(got.as_deref().map_err(|code| *code), want, "{pattern}");
    }
}
