//! What the papers refuse (拒绝生成).

use mingqu_money::Fen;
use mingqu_papers::{
    Fonts, NoticePaper, PaperError, notice_docx, notice_pdf, table_docx, table_pdf, table_xlsx,
    targets_docx, targets_pdf,
};

use crate::sample::{fonts, notice, wan};

/// What every rendering of a paper answers.
fn renderings(paper: &NoticePaper) -> Vec<(&'static str, Result<Vec<u8>, PaperError>)> {
    let fonts = fonts();
    vec![
        ("notice.pdf", notice_pdf(paper, &fonts)),
        ("table.pdf", table_pdf(paper, &fonts)),
        ("targets.pdf", targets_pdf(paper, &fonts)),
        ("notice.docx", notice_docx(paper)),
        ("table.docx", table_docx(paper)),
        ("targets.docx", targets_docx(paper)),
        ("table.xlsx", table_xlsx(paper)),
    ]
}

#[test]
fn a_total_row_that_is_not_the_sum_is_refused_by_name() {
    let mut paper = notice();
    paper.table.rows[0].1 = wan("1471.9999");
    for (name, made) in renderings(&paper) {
        let refused = made.expect_err(name);
        assert_eq!(refused.code(), "paper.unbalanced", "{name}");
        let said = refused.to_string();
        assert!(said.contains("“塔城地区”一行印作 7550 万元"), "{said}");
        assert!(said.contains("应为 7549.9999 万元"), "{said}");
    }
}

#[test]
fn a_text_that_states_another_total_is_refused() {
    let paper = NoticePaper { stated_total: wan("7551"), ..notice() };
    for (name, made) in renderings(&paper) {
        let refused = made.expect_err(name);
        assert_eq!(refused.code(), "paper.unbalanced", "{name}");
        assert!(refused.to_string().contains("正文合计 7551 万元"), "{refused}");
    }
}

#[test]
fn a_thousand_rows_are_a_paper_and_one_more_is_not() {
    let long = |rows: usize| {
        let mut paper = notice();
        let one = Fen::new(100).expect("one yuan");
        paper.table.rows = (0..rows).map(|row| (format!("单位{row}"), one)).collect();
        paper.table.total = Fen::new(100 * i64::try_from(rows).expect("rows")).expect("total");
        paper.stated_total = paper.table.total;
        paper
    };
    let refused = table_pdf(&long(1_001), &fonts()).expect_err("too long");
    assert_eq!(refused, PaperError::TooLong { rows: 1_001, most: 1_000 });
    assert_eq!(refused.code(), "paper.too_long");
    assert!(table_docx(&long(1_001)).is_err());
    table_docx(&long(1_000)).expect("a long docx");
    table_xlsx(&long(1_001)).expect("a workbook holds more");
}

#[test]
fn without_fonts_a_pdf_is_refused_and_a_docx_is_not() {
    let refused = notice_pdf(&notice(), &Fonts::none()).expect_err("no fonts");
    assert_eq!(refused.code(), "paper.font_missing");
    assert!(refused.to_string().contains("仿宋"), "{refused}");
    assert!(Fonts::none().missing().len() == 6);
    notice_docx(&notice()).expect("a docx needs none");
}

#[test]
fn a_character_no_font_has_is_named() {
    let mut paper = notice();
    paper.table.rows[0].0 = "村\u{10FFFD}".into();
    let refused = table_pdf(&paper, &fonts()).expect_err("unprintable");
    assert_eq!(refused.code(), "paper.font_missing", "{refused}");
}

#[test]
fn a_day_that_is_not_in_the_calendar_is_refused() {
    let paper = NoticePaper { issued_on: (2023, 2, 29), ..notice() };
    let refused = notice_docx(&paper).expect_err("no such day");
    assert_eq!(refused.to_string(), "成文日期 2023年2月29日 不存在");
    assert_eq!(refused.code(), "paper.bad_date");
}
