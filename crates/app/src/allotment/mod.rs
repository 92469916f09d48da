//! Allotments (下达): the paper, its issuing, its delivery to other books, and receiving there.

mod courier;
mod document_list;
mod document_receive;
mod draft;
mod issue;
mod list;
mod paper;
mod record_receipt;
mod render;
mod revoke;
mod supply;
mod view;

pub use courier::courier_run;
pub use document_list::{DocumentQuery, DocumentSummary, DocumentView, document, documents};
pub use document_receive::DocumentReceive;
pub use draft::AllotmentDraft;
pub use issue::AllotmentIssue;
pub use list::{AllotmentQuery, AllotmentSummary, allotments};
pub use paper::{Paper, PaperLine, PaperSection};
pub use record_receipt::{AllotmentRecordReceipt, Scan};
pub use render::{PaperFormat, PaperName, Rendered, paper_of_allotment, paper_of_document};
pub use revoke::AllotmentRevoke;
pub use view::{AllotmentLine, AllotmentView, DeliveryView, allotment};

pub(crate) use document_list::summary as document_summary;
pub(crate) use supply::{Supplied, supply};
