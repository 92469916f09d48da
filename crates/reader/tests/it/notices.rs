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

#[test]
fn columns_set_apart_by_spaces_are_a_table() {
    let text = "青财振〔2024〕3号\n关于下达2024年产业补助资金的通知\n各县财政局：\n现下达产业补助资金（见附件）。\n\
                青禾地区财政局\n2024年5月6日\n分配表\n单位：万元\n\
                序号  县   下达金额\n1 甲县 10.5\n2 乙县 20\n3 丙县 1,000\n";
    let facts = read_text(text, &Reference::built_in()).facts;
    let rows: Vec<i64> = facts.allocations.iter().map(|row| row.amount.fen()).collect();
    assert_eq!(rows, [10_500_000, 20_000_000, 1_000_000_000]);
}

#[test]
fn the_basis_of_the_money_is_told_from_rules_and_earlier_orders() {
    let notice = |body: &str| format!("关于下达2024年产业补助资金的通知\n各县财政局：\n{body}");
    // Body, then the numbers of the basis, then the others.
    let cases: &[(&str, &[&str], &[&str])] = &[
        (
            "为做好产业工作，根据省财农〔2024〕5号文件，现下达资金30万元。",
            &["省财农〔2024〕5号"],
            &[],
        ),
        (
            "为贯彻落实《关于推进产业的意见》（青发〔2021〕1号），根据《关于下达2024年产业资金的通知》\
             （省财农〔2024〕5号），现下达资金30万元。请按《产业资金管理办法》（省财农〔2021〕9号）管理。",
            &["省财农〔2024〕5号"],
            &["青发〔2021〕1号", "省财农〔2021〕9号"],
        ),
        (
            "按照省财农〔2024〕5号、省农发〔2024〕6号，扣除青财农〔2023〕70号已提前下达的部分，\
             现下达资金30万元，请执行省财规〔2022〕2号规定。",
            &["省财农〔2024〕5号", "省农发〔2024〕6号"],
            &["青财农〔2023〕70号", "省财规〔2022〕2号"],
        ),
        (
            "现下达资金30万元（省财农〔2024〕5号）。\n一、按照省财办〔2020〕8号文件加强管理。",
            &["省财农〔2024〕5号"],
            &["省财办〔2020〕8号"],
        ),
    ];
    for (body, upstream, other) in cases {
        let facts = read_text(&notice(body), &Reference::built_in()).facts;
        assert_eq!(facts.upstream_doc_nos, *upstream, "{body}");
        assert_eq!(facts.other_doc_nos, *other, "{body}");
    }
}

#[test]
fn the_amount_of_this_notice_is_told_from_the_others() {
    let cases: &[(&str, Option<i64>)] = &[
        ("现下达你县资金20万元，每户补助500元。", Some(20_000_000)),
        ("全省共安排资金900万元，由我局分配的是30万元，现将30万元下达你们。", Some(30_000_000)),
        ("项目中标价19.3万元，已拨付5万元，现拨付资金14万元。", Some(14_000_000)),
        ("现下达资金      万元。", None),
        ("每户补助标准500元，请尽快发放。", None),
        ("现下达资金人民币贰万元整（¥20,000.00元）。", Some(2_000_000)),
        ("现下达道路款10万元和水渠款5.5万元，共计15.5万元。", Some(15_500_000)),
    ];
    for (body, want) in cases {
        let text = format!("关于下达2024年产业补助资金的通知\n各县财政局：\n{body}");
        let total = read_text(&text, &Reference::built_in()).facts.total;
        assert_eq!(total.map(mingqu_money::Fen::fen), *want, "{body}");
    }
}

#[test]
fn numbered_grants_and_their_uses_are_rows() {
    let text = "青财振〔2024〕6号\n关于分配2024年第二批衔接资金的通知\n各乡（镇）人民政府，各相关单位：\n\
                根据地区财政局通知（地财振〔2024〕11号），现将2024年第二批衔接资金961万元分配给你们：\n\
                （一）安排东河镇人民政府300万元，用于高标准农田建设项目；\n\
                （二）安排西湖镇人民政府661万元，用于冷链仓储项目。\n\
                青禾市财政局   青禾市农业农村局\n2024年5月20日";
    let facts = read_text(text, &Reference::built_in()).facts;
    let rows: Vec<(&str, Option<&str>)> =
        facts.allocations.iter().map(|row| (row.name.as_str(), row.project.as_deref())).collect();
    let want =
        [("东河镇人民政府", Some("高标准农田建设项目")), ("西湖镇人民政府", Some("冷链仓储项目"))];
    assert_eq!(rows, want);
    assert_eq!(
        (facts.sums, facts.issuer.as_deref()),
        (Some(true), Some("青禾市财政局、青禾市农业农村局"))
    );
}

#[test]
fn a_page_that_lost_its_line_breaks_still_tells_its_parts() {
    let text = "各区县财政局，高新区财政局：为做好救助工作，现下达你们2024年困难群众救助补助资金预算\
                （金额详见附件），收入列“1100248社会保障转移支付收入”科目，附件：1.救助补助资金分配表\
                2.绩效目标表青禾市财政局2024年5月29日（此件主动公开）文件下载：青财社〔2024〕22号.docx。";
    let facts = read_text(text, &Reference::built_in()).facts;
    assert_eq!(facts.doc_no.as_deref(), Some("青财社〔2024〕22号"));
    assert_eq!(facts.recipients, ["各区县财政局", "高新区财政局"]);
    assert_eq!(facts.issuer.as_deref(), Some("青禾市财政局"));
    assert_eq!(facts.issue_date.as_deref(), Some("2024-05-29"));
    assert_eq!(facts.attachments, ["救助补助资金分配表", "绩效目标表"]);
    assert_eq!(facts.fund_name.as_deref(), Some("困难群众救助补助资金"));
}

#[test]
fn a_rate_for_each_village_is_no_source_of_the_money() {
    let text = "关于2024年村集体经济资金使用计划的公示\n根据上级通知，补助标准为每个村100万元，其中，\
                中央财政资金30万元，省级财政资金70万元。\n青禾县农业农村局\n2024年12月4日";
    let facts = read_text(text, &Reference::built_in()).facts;
    assert_eq!((facts.sources.len(), facts.total), (0, None));
}
