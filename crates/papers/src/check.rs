//! What every rendering checks first (勾稽): the table adds up, and the text says the same.

use mingqu_money::Fen;

use crate::{AllocationTable, MOST_ROWS, NoticePaper, PaperError};

/// Adds the rows up again and holds them against the total row and the text.
pub(crate) fn balanced(paper: &NoticePaper) -> Result<(), PaperError> {
    real_day(paper.issued_on)?;
    let table = &paper.table;
    rows_balanced(table)?;
    if table.total != paper.stated_total {
        return Err(PaperError::TextUnbalanced {
            title: table.title.clone(),
            stated: paper.stated_total,
            table: table.total,
        });
    }
    Ok(())
}

/// Refuses a table too long for a paper.
pub(crate) fn short_enough(table: &AllocationTable) -> Result<(), PaperError> {
    let rows = table.rows.len();
    if rows <= MOST_ROWS { Ok(()) } else { Err(PaperError::TooLong { rows, most: MOST_ROWS }) }
}

fn rows_balanced(table: &AllocationTable) -> Result<(), PaperError> {
    let amounts = table.rows.iter().map(|(_, amount)| *amount);
    let should = Fen::total(amounts).map_err(|error| PaperError::sum(error, &table.title))?;
    if should == table.total {
        return Ok(());
    }
    Err(PaperError::RowsUnbalanced {
        table: table.title.clone(),
        row: table.total_name.clone(),
        printed: table.total,
        should,
    })
}

fn real_day((year, month, day): (i32, u32, u32)) -> Result<(), PaperError> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    let real = (1900..=2999).contains(&year) && 1 <= day && day <= last;
    if real { Ok(()) } else { Err(PaperError::BadDate { year, month, day }) }
}
