//! The workbench (工作台): what waits for me, what comes, what I sent, who has not received.

mod board;
mod clock_view;
mod search;
mod todo;
mod waiting;

pub use board::{Board, Sent, Unreceived, Upcoming, board};
pub use clock_view::{ClockRow, ClockView};
pub use search::{Hit, search};
pub use todo::Todo;
pub use waiting::{Waiting, waiting};
