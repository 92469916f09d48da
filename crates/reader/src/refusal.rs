//! Why a file could not be read, and how large it may be (读不出的原因).

use thiserror::Error;

/// How much a reader takes in. Defaults are for an office machine, not for what a file may claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file itself; 200 MiB, the limit of an upload.
    pub file_bytes: u64,
    /// Bytes of all entries of a packed file together; 64 MiB, a hundred times a long notice.
    pub inflated_bytes: u64,
    /// Entries in a packed file; 2,000, where a notice with pictures has under a hundred.
    pub entries: usize,
    /// Characters of text that are read for facts; 400,000, about two hundred pages.
    pub text_chars: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file_bytes: 200 << 20,
            inflated_bytes: 64 << 20,
            entries: 2_000,
            text_chars: 400_000,
        }
    }
}

/// Why a file gives no reading.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadRefusal {
    /// No bytes, or nothing but white space.
    #[error("文件是空的，请重新选择文件")]
    Empty,
    /// The file, what it unpacks to, or its text is beyond the limits.
    #[error("文件太大：{size} 超过上限 {limit}，请另存为较小的文件")]
    TooLarge {
        /// What was found, in the unit of the limit.
        size: String,
        /// What is allowed.
        limit: String,
    },
    /// Macros inside; they could act when someone opens the stored original.
    #[error("文件含有宏，不能接收；请另存为不含宏的 .docx 后再导入")]
    HasMacros,
    /// The right kind, but damaged.
    #[error("文件已损坏，读不出内容；请向来文单位重新索取，或另存后再导入")]
    Broken,
    /// A PDF without text: pages are pictures.
    #[error("这是扫描件，没有文字可读；请手工录入，原件照存")]
    ScannedPdf,
    /// PDF is not read by this version.
    #[error("暂不能读取 PDF；请导入 Word 文件，或手工录入，原件照存")]
    PdfNotYet,
    /// A workbook is not read by this version.
    #[error("暂不能从电子表格读取来文；请导入 Word 文件，或手工录入，原件照存")]
    WorkbookNotYet,
    /// Protected by a password.
    #[error("文件设有密码；请取消密码后再导入")]
    Encrypted,
    /// None of the kinds that are read.
    #[error("认不出文件“{file_name}”的类型；可导入 docx、doc、wps、txt、html")]
    UnknownKind {
        /// As the user gave it.
        file_name: String,
    },
    /// Bytes that are no text in any of the known encodings.
    #[error("文件不是可读的文字；请确认文件是否为来文")]
    NotText,
}

impl ReadRefusal {
    /// The stable word for programs and tests.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            ReadRefusal::Empty => "reader.empty",
            ReadRefusal::TooLarge { .. } => "reader.too_large",
            ReadRefusal::HasMacros => "reader.has_macros",
            ReadRefusal::Broken => "reader.broken",
            ReadRefusal::ScannedPdf => "reader.scanned_pdf",
            ReadRefusal::PdfNotYet => "reader.pdf_not_yet",
            ReadRefusal::WorkbookNotYet => "reader.workbook_not_yet",
            ReadRefusal::Encrypted => "reader.encrypted",
            ReadRefusal::UnknownKind { .. } => "reader.unknown_kind",
            ReadRefusal::NotText => "reader.not_text",
        }
    }
}
