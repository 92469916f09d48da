//! Files of every kind, good and bad (文件种类与坏文件).

use std::io::{Cursor, Write};

use docx_rs::{Docx, Paragraph, Run, Table, TableCell, TableRow, VMergeType};
use mingqu_reader::{Limits, MediaKind, ReadRefusal, Reading, Reference, read, sniff};
use zip::write::SimpleFileOptions;

fn paragraph(text: &str) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(text))
}

fn cell(text: &str) -> TableCell {
    TableCell::new().add_paragraph(paragraph(text))
}

/// A notice with a table whose first column is merged downwards.
pub(crate) fn docx() -> Vec<u8> {
    let lines = [
        "青财振〔2024〕7号",
        "关于下达2024年产业补助资金的通知",
        "各县财政局：",
        "根据省财政厅有关通知（省财振〔2024〕2号），现下达你县2024年产业补助资金30万元（见附件1）。",
        "附件：1.资金分配表",
        "青禾地区财政局",
        "2024年5月6日",
        "资金分配表",
        "单位：万元",
    ];
    let mut file = Docx::new();
    for line in lines {
        file = file.add_paragraph(paragraph(line));
    }
    let row = |cells: Vec<TableCell>| TableRow::new(cells);
    let table = Table::new(vec![
        row(vec![cell("县"), cell("项目名称"), cell("下达金额")]),
        row(vec![cell("甲县").vertical_merge(VMergeType::Restart), cell("水渠"), cell("10")]),
        row(vec![cell("").vertical_merge(VMergeType::Continue), cell("道路□"), cell("15")]),
        row(vec![cell("乙县"), cell("大棚☑"), cell("5")]),
        row(vec![cell("合计").grid_span(2), cell("30")]),
    ]);
    let mut out = Cursor::new(Vec::new());
    file.add_table(table).build().pack(&mut out).expect("a docx packs");
    out.into_inner()
}

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a part starts");
        writer.write_all(bytes).expect("a part is written");
    }
    writer.finish().expect("a package closes").into_inner()
}

fn open(bytes: &[u8]) -> Result<Reading, ReadRefusal> {
    read(bytes, "来文.docx", &Limits::default(), &Reference::built_in())
}

#[test]
fn a_word_file_is_read_with_its_merged_table() {
    let reading = open(&docx()).expect("the file is read");
    let rows: Vec<(&str, Option<&str>, i64)> = reading
        .facts
        .allocations
        .iter()
        .map(|row| (row.name.as_str(), row.project.as_deref(), row.amount.fen()))
        .collect();
    let want = [
        ("甲县", Some("水渠"), 10_000_000),
        ("甲县", Some("道路□"), 15_000_000),
        ("乙县", Some("大棚☑"), 5_000_000),
    ];
    assert_eq!(rows, want);
    assert_eq!(reading.facts.sums, Some(true));
    assert_eq!(reading.facts.doc_no.as_deref(), Some("青财振〔2024〕7号"));
    assert!(reading.text.contains("甲县\t水渠\t10\n\t道路□\t15\n"), "{}", reading.text);
    assert_eq!(reading.doubts, []);
}

#[test]
fn a_web_page_is_read_with_its_table() {
    let page = "<html><head><title>x</title></head><body><script>var a='<p>';</script>\
        <h1>关于下达2024年产业补助资金的通知</h1><p>各县财政局：</p>\
        <p>现下达2024年产业补助资金30万元&nbsp;（见附件）。</p><p>青禾地区财政局</p><p>2024年5月6日</p>\
        <table><tr><th><p>县</p></th><th>下达金额（万元）</th></tr><tr><td>甲县</td><td>10</td></tr>\
        <tr><td>乙县</td><td><p>20</p></td></tr></table></body></html>";
    assert_eq!(sniff(page.as_bytes()), MediaKind::Html);
    let facts = open(page.as_bytes()).expect("the page is read").facts;
    let rows: Vec<i64> = facts.allocations.iter().map(|row| row.amount.fen()).collect();
    assert_eq!(rows, [10_000_000, 20_000_000]);
    assert_eq!(facts.title.as_deref(), Some("关于下达2024年产业补助资金的通知"));
    assert_eq!(facts.issue_date.as_deref(), Some("2024-05-06"));
}

#[test]
fn a_file_that_cannot_be_read_says_why() {
    let good = docx();
    let bomb = package(&[("word/document.xml", &vec![b' '; 70 << 20])]);
    let many: Vec<String> = (0..2_001).map(|n| format!("word/media/{n}.png")).collect();
    let mut crowd: Vec<(&str, &[u8])> = vec![("word/document.xml", b"<a/>")];
    crowd.extend(many.iter().map(|name| (name.as_str(), b"".as_slice())));
    let types = b"<Types><Override ContentType=\"application/vnd.ms-word.document.macroEnabled\
        .main+xml\"/></Types>";
    let noise: Vec<u8> = (0..3_000u32).map(|n| (n * 7_919 % 251) as u8).collect();
    let cases: &[(&str, Vec<u8>, &str)] = &[
        ("nothing", Vec::new(), "reader.empty"),
        ("blank", b" \n \n".to_vec(), "reader.empty"),
        ("half a docx", good[..good.len() / 2].to_vec(), "reader.broken"),
        ("another package", package(&[("a.txt", b"x")]), "reader.broken"),
        ("no xml inside", package(&[("word/document.xml", b"<<<")]), "reader.broken"),
        ("a bomb", bomb, "reader.too_large"),
        ("a crowd of parts", package(&crowd), "reader.too_large"),
        (
            "macros",
            package(&[("word/document.xml", b"<a/>"), ("word/vbaProject.bin", b"x")]),
            "reader.has_macros",
        ),
        (
            "a macro type",
            package(&[("[Content_Types].xml", types), ("word/document.xml", b"<a/>")]),
            "reader.has_macros",
        ),
        ("a workbook", package(&[("xl/workbook.xml", b"<a/>")]), "reader.workbook_not_yet"),
        ("a pdf", b"%PDF-1.7 /Font".to_vec(), "reader.pdf_not_yet"),
        ("a scan", b"%PDF-1.4 /Image".to_vec(), "reader.scanned_pdf"),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0".to_vec(), "reader.unknown_kind"),
        ("noise", noise, "reader.not_text"),
    ];
    for (name, bytes, want) in cases {
        let got = open(bytes).map(|_| "read").unwrap_or_else(|refusal| refusal.code());
        assert_eq!(got, *want, "{name}");
    }
}

#[test]
fn a_file_just_inside_the_limit_is_read_and_just_beyond_is_not() {
    let bytes = "现下达资金5万元。".as_bytes();
    let size = u64::try_from(bytes.len()).expect("small");
    for (limit, want) in [(size, "read"), (size - 1, "reader.too_large")] {
        let limits = Limits { file_bytes: limit, ..Limits::default() };
        let got = read(bytes, "a.txt", &limits, &Reference::built_in());
        assert_eq!(got.map(|_| "read").unwrap_or_else(|refusal| refusal.code()), want);
    }
}
