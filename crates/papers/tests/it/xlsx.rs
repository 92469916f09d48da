//! Workbooks (电子表格), read back cell by cell.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use mingqu_money::Fen;
use mingqu_papers::{CellValue, ColumnKind, ListColumn, ListSheet, list_xlsx, table_xlsx};

use crate::sample::notice;

fn cells(xlsx: Vec<u8>) -> Vec<Vec<Data>> {
    let mut book = Xlsx::new(Cursor::new(xlsx)).expect("a workbook");
    let sheet = book.worksheet_range_at(0).expect("a sheet").expect("cells");
    sheet.rows().map(<[Data]>::to_vec).collect()
}

/// 分 of a cell in units of so many 分.
fn fen(cell: &Data, per: i64) -> i64 {
    let text = cell.to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let digits = per.ilog10() as usize;
    let part: i64 = format!("{part:0<digits$}").parse().expect("a fraction");
    whole.parse::<i64>().expect("a number") * per + part
}

#[test]
fn the_rows_of_the_table_add_up_to_its_total_row() {
    let cells = cells(table_xlsx(&notice()).expect("a table"));
    let total = cells.iter().find(|row| row[1] == "塔城地区").expect("a total row");
    let rows = cells.iter().filter(|row| row[0].to_string().parse::<u32>().is_ok());
    let amounts: Vec<i64> = rows.map(|row| fen(&row[2], 1_000_000)).collect();
    assert_eq!(amounts.len(), 7);
    assert_eq!(amounts.iter().sum::<i64>(), fen(&total[2], 1_000_000));
    assert_eq!(fen(&total[2], 1_000_000), 7_550_000_000);
}

fn list() -> ListSheet {
    let column = |head: &str, kind| ListColumn { head: head.into(), kind, width: 16 };
    let money = |fen: i64| CellValue::Money(Fen::new(fen).expect("money"));
    ListSheet {
        title: "来文[2024]：清单".into(),
        note: "2024年4月22日".into(),
        columns: vec![
            column("证号", ColumnKind::Text),
            column("金额（元）", ColumnKind::Yuan),
            column("金额（万元）", ColumnKind::Wan),
            column("日期", ColumnKind::Date),
            column("个数", ColumnKind::Int),
        ],
        rows: vec![
            vec![
                CellValue::Text("654221199001010013".into()),
                money(100_001),
                money(7_550_000_001),
                CellValue::Text("2024-04-22".into()),
                CellValue::Int(7),
            ],
            vec![
                CellValue::Text("=1+1".into()),
                money(9_007_199_254_740_991),
                CellValue::Empty,
                CellValue::Text("未定".into()),
                CellValue::Empty,
            ],
        ],
    }
}

#[test]
fn a_list_keeps_identifiers_as_text_and_money_exact() {
    let cells = cells(list_xlsx(&list()).expect("a list"));
    let row = &cells[3];
    assert_eq!(row[0], Data::String("654221199001010013".into()));
    assert_eq!(fen(&row[1], 100), 100_001);
    assert_eq!(fen(&row[2], 1_000_000), 7_550_000_001);
    assert!(matches!(row[3], Data::DateTime(_)), "{:?}", row[3]);
    assert_eq!(row[4], Data::Float(7.0));
}

#[test]
fn what_a_number_cell_cannot_hold_is_text() {
    let cells = cells(list_xlsx(&list()).expect("a list"));
    let row = &cells[4];
    assert_eq!(row[0], Data::String("=1+1".into()));
    assert_eq!(row[1], Data::String("90,071,992,547,409.91".into()));
    assert_eq!(row[3], Data::String("未定".into()));
}

#[test]
fn a_long_list_is_written_as_it_goes() {
    let mut long = list();
    let row = long.rows.first().cloned().expect("a row");
    long.rows = vec![row; 20_001];
    assert_eq!(cells(list_xlsx(&long).expect("a long list")).len(), 20_004);
}

#[test]
fn a_list_without_columns_or_title_is_still_a_workbook() {
    let empty = ListSheet::default();
    assert!(!list_xlsx(&empty).expect("a workbook").is_empty());
}
