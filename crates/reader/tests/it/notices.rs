//! Notices written for these tests, each with the facts it states (来文样例).

use mingqu_reader::{Reading, Reference, json, read_text};
use serde_json::Value;

const NOTICES: [(&str, &str, &str); 7] = [
    (
        "seven counties",
        include_str!("fixtures/seven_counties.txt"),
        include_str!("fixtures/seven_counties.json"),
    ),
    (
        "cell a line",
        include_str!("fixtures/cell_a_line.txt"),
        include_str!("fixtures/cell_a_line.json"),
    ),
    (
        "shared amounts",
        include_str!("fixtures/shared_amounts.txt"),
        include_str!("fixtures/shared_amounts.json"),
    ),
    (
        "reposted page",
        include_str!("fixtures/reposted_page.txt"),
        include_str!("fixtures/reposted_page.json"),
    ),
    ("one line", include_str!("fixtures/one_line.txt"), include_str!("fixtures/one_line.json")),
    ("groups", include_str!("fixtures/groups.txt"), include_str!("fixtures/groups.json")),
    ("uses", include_str!("fixtures/uses.txt"), include_str!("fixtures/uses.json")),
];

#[test]
fn every_notice_gives_the_facts_it_states() {
    for (name, text, want) in NOTICES {
        let got = json::to_value(&read_text(text, &Reference::built_in()));
        let want: Value = serde_json::from_str(want).expect("the expected facts are JSON");
        for (key, value) in want.as_object().expect("an object") {
            let found = match key.as_str() {
                "doubt_codes" => codes(&got),
                key => got.get(key).cloned().unwrap_or(Value::Null),
            };
            assert_eq!(found, *value, "{name}: {key}");
        }
    }
}

fn codes(reading: &Value) -> Value {
    let doubts = reading.get("doubts").and_then(Value::as_array).expect("a list of doubts");
    doubts.iter().map(|doubt| doubt.get("code").cloned().unwrap_or_default()).collect()
}

#[test]
fn every_quote_is_the_text_at_its_place() {
    for (name, text, _) in NOTICES {
        places_are_true(name, &read_text(text, &Reference::built_in()));
    }
}

#[track_caller]
pub(crate) fn places_are_true(name: &str, reading: &Reading) {
    let chars: Vec<char> = reading.text.chars().collect();
    for found in &reading.evidence {
        let quote: String = chars[found.start..found.end].iter().collect();
        assert_eq!(quote, found.quote, "{name}: {}", found.pointer);
    }
    for doubt in &reading.doubts {
        let (start, end) = (doubt.start.unwrap_or(0), doubt.end.unwrap_or(0));
        assert!(start <= end && end <= chars.len(), "{name}: {doubt:?}");
    }
}

#[test]
fn recipients_are_written_out_where_an_ending_is_shared() {
    let cases: &[(&str, &[&str])] = &[
        ("各县（市）财政局", &["各县（市）财政局"]),
        ("青禾县、白杨县财政局", &["青禾县财政局", "白杨县财政局"]),
        ("各市、县（区）财政局", &["各市、县（区）财政局"]),
        ("有关县（区）财政局、水利局", &["有关县（区）财政局", "有关县（区）水利局"]),
        ("各乡镇人民政府、街道办事处", &["各乡镇人民政府、街道办事处"]),
        ("青禾镇、白杨街道", &["青禾镇", "白杨街道"]),
        ("各区财政局，高新区财政局", &["各区财政局", "高新区财政局"]),
    ];
    for (line, want) in cases {
        let text = format!(
            "关于下达2024年测试资金的通知\n{line}：\n现下达你们2024年测试资金5万元，请专款专用。"
        );
        let got = read_text(&text, &Reference::built_in()).facts.recipients;
        assert_eq!(got, *want, "{line}");
    }
}

#[test]
fn days_for_something_else_are_no_days_for_splitting() {
    for (sentence, want) in [
        ("请在30日内将资金分解到具体项目。", Some(30)),
        ("收到本通知后十五个工作日内提出分配方案。", Some(15)),
        ("请于30天内另文下达区域绩效目标。", None),
        ("公示期为10日。", None),
        ("请在7日内反馈公示异议。", None),
    ] {
        let text =
            format!("关于下达2024年测试资金的通知\n各县财政局：\n现下达资金5万元。{sentence}");
        let got = read_text(&text, &Reference::built_in()).facts.decompose_within_days;
        assert_eq!(got, want, "{sentence}");
    }
}

#[test]
fn what_does_not_fit_is_a_doubt() {
    let notice = |body: &str, table: &str, date: &str| {
        format!(
            "青财振〔2024〕3号\n关于下达2024年产业补助资金的通知\n各县财政局：\n{body}\n\
             附件：1.资金分配表\n青禾地区财政局\n{date}\n\n资金分配表\n单位：万元\n\
             县\t下达\n{table}"
        )
    };
    let fine = "现下达2024年产业补助资金30万元（见附件1）。";
    let rows = "甲县\t10\n乙县\t20\n";
    let cases: &[(String, &[&str])] = &[
        (notice(fine, rows, "2024年5月6日"), &[]),
        (notice(fine, "甲县\t10\n乙县\t19\n", "2024年5月6日"), &["table_sum"]),
        (notice(fine, "甲县\t100000\n乙县\t200000\n", "2024年5月6日"), &["unit_conflict"]),
        (notice(fine, rows, "2023年2月29日"), &["date_impossible"]),
        (notice(&fine.replace("附件1", "附件3"), rows, "2024年5月6日"), &["attachment_reference"]),
        (notice(&fine.replace("附件1", "附加1"), rows, "2024年5月6日"), &["attachment_reference"]),
        (
            notice("现下达资金30万元，列“2130505社会发展”。", rows, "2024年5月6日"),
            &["code_name_mismatch"],
        ),
        (notice("现下达资金30万元，列“2130505生产发展”。", rows, "2024年5月6日"), &[]),
        (
            notice("现下达资金30万元，标识“01地区直达资金”。", rows, "2024年5月6日"),
            &["tag_name_mismatch"],
        ),
        (notice("现下达资金30万元，标识“01中央直达资金”。", rows, "2024年5月6日"), &[]),
    ];
    for (text, want) in cases {
        let reading = read_text(text, &Reference::built_in());
        let got: Vec<&str> = reading.doubts.iter().map(|doubt| doubt.code.code()).collect();
        assert_eq!(got, *want, "{text}");
    }
}

#[test]
fn a_place_outside_the_handed_in_list_is_a_doubt() {
    let text = "青财振〔2024〕3号\n关于下达2024年产业补助资金的通知\n各县财政局：\n现下达30万元。\n\
                青禾地区财政局\n2024年5月6日\n分配表\n单位：万元\n县\t下达\n甲县\t10\n乙县\t20\n";
    let places = vec!["甲县".to_owned()];
    let reading = read_text(text, &Reference { places, ..Reference::built_in() });
    let doubts: Vec<(&str, bool)> =
        reading.doubts.iter().map(|d| (d.code.code(), d.message.contains("乙县"))).collect();
    assert_eq!(doubts, [("unknown_place", true)]);
}
