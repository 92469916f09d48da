//! Papers as files (公文): which there are, and how one is sent.

use axum::response::Response;
use mingqu_app::AppError;
use mingqu_app::allotment::{PaperFormat, PaperName, PaperSection, Rendered};
use serde::Serialize;
use utoipa::ToSchema;

use crate::download::{self, DOCX, Disposition, PDF, XLSX};

/// 正文的一段
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ParagraphView {
    /// 小标题
    heading: Option<String>,
    /// 内容
    text: String,
}

/// 可下载的公文
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PaperLink {
    /// notice 全文 / table 附件1 / targets 附件2
    name: String,
    /// 名称
    label: String,
    /// pdf / docx / xlsx
    format: String,
    /// 地址
    href: String,
}

/// The paragraphs of a paper.
pub(crate) fn paragraphs(sections: Vec<PaperSection>) -> Vec<ParagraphView> {
    let view =
        |section: PaperSection| ParagraphView { heading: section.heading, text: section.text };
    sections.into_iter().map(view).collect()
}

/// Every paper under an address.
pub(crate) fn links(base: &str) -> Vec<PaperLink> {
    let all = PaperName::ALL.iter().flat_map(|name| {
        name.formats().iter().map(move |format| PaperLink {
            name: name.code().to_owned(),
            label: name.label().to_owned(),
            format: format.code().to_owned(),
            href: format!("{base}/{}.{}", name.code(), format.code()),
        })
    });
    all.collect()
}

/// `table.pdf` as name and format.
pub(crate) fn named(file: &str) -> Result<(PaperName, PaperFormat), AppError> {
    let unknown = || AppError::NotFound { what: "公文", id: file.to_owned() };
    let (name, format) = file.rsplit_once('.').ok_or_else(unknown)?;
    let name = PaperName::from_code(name).ok_or_else(unknown)?;
    let format = PaperFormat::from_code(format).ok_or_else(unknown)?;
    if name.formats().contains(&format) { Ok((name, format)) } else { Err(unknown()) }
}

/// A rendered paper on its way out; a PDF opens in the window.
pub(crate) fn file(paper: Rendered) -> Response {
    let (media, disposition) = match paper.format {
        PaperFormat::Pdf => (PDF, Disposition::Inline),
        PaperFormat::Docx => (DOCX, Disposition::Attachment),
        PaperFormat::Xlsx => (XLSX, Disposition::Attachment),
    };
    download::file(paper.bytes, media, &paper.file_name, disposition)
}
