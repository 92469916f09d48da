//! Docx papers (可编辑文稿), read back from their XML.

use std::io::{Cursor, Read as _};

use mingqu_papers::{notice_docx, table_docx, targets_docx};

use crate::sample::notice;

fn part(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).expect("a zip");
    let mut xml = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut xml).expect("text");
    xml
}

/// The texts of a document, without its tags.
fn text(xml: &str) -> String {
    xml.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text).collect()
}

#[test]
fn the_form_has_its_merged_cells_and_ticks() {
    let xml = part(&targets_docx(&notice()).expect("a form"), "word/document.xml");
    for sign in ["w:gridSpan", "w:val=\"restart\"", "w:val=\"continue\"", "因素法☑", "项目法☐"]
    {
        assert!(xml.contains(sign), "{sign}");
    }
    assert_eq!(xml.matches("指标1：").count(), 18);
}

#[test]
fn the_notice_says_its_letter_and_both_attachments() {
    let docx = notice_docx(&notice()).expect("a notice");
    let text = text(&part(&docx, "word/document.xml"));
    for sign in [
        "塔城地区财政局文件",
        "塔地财振〔2024〕1号",
        "六、公告公示",
        "附件：1. 塔城地区资金分配表",
        "2024年4月22日印发",
        "塔城地区7550",
        "7沙湾市1148",
        "项目支出绩效目标表",
    ] {
        assert!(text.contains(sign), "{sign}");
    }
}

#[test]
fn signs_of_xml_are_written_as_they_are() {
    let mut paper = notice();
    paper.table.rows[0].0 = "<b>&\"甲\"\u{1}".into();
    let xml = part(&table_docx(&paper).expect("a table"), "word/document.xml");
    assert!(xml.contains("&lt;b&gt;&amp;"), "escaped");
    assert!(!xml.contains('\u{1}'), "no control characters");
}
