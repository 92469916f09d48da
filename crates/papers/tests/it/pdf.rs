//! PDFs (版式文件): what they say, and that they say it the same every time.

use mingqu_money::Fen;
use mingqu_papers::{NoticePaper, notice_pdf, table_pdf, targets_pdf};

use crate::sample::{fonts, notice, wan};

/// The text of a PDF without blanks, so that line breaks do not matter.
fn text(pdf: &[u8]) -> String {
    let text = pdf_extract::extract_text_from_mem(pdf).expect("the PDF has text");
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

#[test]
fn the_whole_notice_says_its_letter_table_and_form() {
    let text = text(&notice_pdf(&notice(), &fonts()).expect("a notice"));
    for part in [
        "塔城地区财政局文件",
        "塔地财振〔2024〕1号",
        "各县（市）财政局：",
        "一、管好资金用途",
        "附件：1.塔城地区资金分配表",
        "2024年4月22日",
        "抄送：塔城地区审计局，塔城地区乡村振兴局，",
        "2024年4月22日印发",
        "单位：万元",
        "塔城地区7550",
        "托里县1472",
        "沙湾市1148",
        "项目支出绩效目标表",
        "因素法□√",
        "满意度指标",
        "—5—",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

#[test]
fn the_printed_rows_add_up_to_the_printed_total() {
    let paper = notice();
    let text = text(&table_pdf(&paper, &fonts()).expect("a table"));
    let mut sum = Fen::default();
    for (number, (name, _)) in (1..).zip(&paper.table.rows) {
        let row = format!("{number}{name}");
        let after = text.split(&row).nth(1).expect("a row");
        // The number of the next row follows at once, so the amount is read by its own length.
        let amount = paper.table.rows.iter().find(|row| &row.0 == name).expect("the row").1;
        let printed = mingqu_money::format_wan(amount);
        assert!(after.starts_with(&printed), "{row}: {after}");
        sum = sum.checked_add(wan(&printed)).expect("a sum");
    }
    assert_eq!(sum, wan("7550"));
}

#[test]
fn the_form_alone_is_one_page() {
    let pdf = targets_pdf(&notice(), &fonts()).expect("a form");
    let pages = pdf_extract::extract_text_from_mem_by_pages(&pdf).expect("pages");
    assert_eq!(pages.len(), 1);
}

#[test]
fn every_pdf_declares_the_archival_standard() {
    for pdf in [
        notice_pdf(&notice(), &fonts()).expect("a notice"),
        table_pdf(&notice(), &fonts()).expect("a table"),
        targets_pdf(&notice(), &fonts()).expect("a form"),
    ] {
        let text = String::from_utf8_lossy(&pdf);
        assert!(text.contains("<pdfaid:part>2</pdfaid:part>"), "part");
        assert!(text.contains("<pdfaid:conformance>B</pdfaid:conformance>"), "level");
    }
}

#[test]
fn the_same_paper_is_the_same_bytes() {
    let first = notice_pdf(&notice(), &fonts()).expect("a notice");
    let other = NoticePaper { document_no: "塔地财振〔2024〕2号".into(), ..notice() };
    let other = notice_pdf(&other, &fonts()).expect("another notice");
    let again = notice_pdf(&notice(), &fonts()).expect("the notice again");
    assert_eq!(first, again);
    assert_ne!(first, other);
}

#[test]
fn signs_of_the_template_language_are_printed_as_they_are() {
    let mut paper = notice();
    let odd = "#import\"x\"*甲*$a_b$<b>&\\n@ref";
    paper.title = format!("关于{odd}的通知");
    paper.table.rows[0].0 = odd.into();
    paper.targets.unit = odd.into();
    let text = text(&notice_pdf(&paper, &fonts()).expect("a notice"));
    assert_eq!(text.matches(odd).count(), 3, "{text}");
}

#[test]
fn a_rare_character_of_a_name_is_printed() {
    let mut paper = notice();
    paper.table.rows[0].0 = "昇堃镇".into();
    let text = text(&table_pdf(&paper, &fonts()).expect("a table"));
    assert!(text.contains("昇堃镇"), "{text}");
}

#[test]
fn a_draft_has_no_number_yet() {
    let paper = NoticePaper { document_no: String::new(), ..notice() };
    assert!(!text(&notice_pdf(&paper, &fonts()).expect("a draft")).contains("〔2024〕1号"));
}
