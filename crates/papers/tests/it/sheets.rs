//! The sheets of a notice (版面): wherever the text ends, numbers, signature and foot stand right.

use mingqu_papers::{NoticePaper, Section, notice_pdf};

use crate::sample::{fonts, notice};

/// The text of each sheet, without blanks, of a notice with so many lines of text.
fn sheets(lines: usize) -> Vec<String> {
    let text = vec!["一行正文。"; lines].join("\n");
    let sections = vec![Section { heading: None, text }];
    let pdf = notice_pdf(&NoticePaper { sections, ..notice() }, &fonts()).expect("a notice");
    let sheets = pdf_extract::extract_text_from_mem_by_pages(&pdf).expect("sheets");
    sheets.iter().map(|sheet| sheet.split_whitespace().collect()).collect()
}

#[test]
fn wherever_the_text_ends_the_sheets_stand_right() {
    // Lines of text, then the sheets of the last attachment's name, the signature and the foot:
    // room for all, none for the foot, and a signature on a front, whose foot is on the back.
    for (lines, attachments, signature, foot, all) in
        [(12, 2, 2, 2, 4), (22, 2, 2, 3, 5), (27, 3, 3, 4, 6)]
    {
        let sheets = sheets(lines);
        for (number, sheet) in (1..).zip(&sheets) {
            assert!(sheet.contains(&format!("—{number}—")), "{lines}: sheet {number}: {sheet}");
        }
        let sheet_of = |words: &str| 1 + sheets.iter().take_while(|s| !s.contains(words)).count();
        let stands = ["2.绩效目标表", "塔城地区财政局2024年4月22日", "抄送："].map(sheet_of);
        assert_eq!(stands, [attachments, signature, foot], "{lines}");
        assert_eq!(sheets.len(), all, "{lines}");
    }
}
