//! 代登记接收: a recipient outside the program received on paper; the scan stands behind it.

use mingqu_domain::allocation::AllocationRefusal;
use mingqu_domain::allotment::{AllotmentState, DeliveryKind};
use mingqu_store::allotment::{delivery, document, header};
use mingqu_store::db::Tx;
use mingqu_store::notice::upload::{self, UploadRow};

use crate::actor::Actor;
use crate::app::App;
use crate::error::AppError;
use crate::execute::{Command, Context};

/// Records a receipt on paper; the figures are marked 代 from then on.
#[derive(Clone, Debug)]
pub struct AllotmentRecordReceipt {
    /// 发文账套
    pub division_code: String,
    /// The delivery.
    pub delivery_id: String,
    /// Who signed on paper.
    pub received_by: String,
    /// The day on the paper.
    pub received_on: chrono::NaiveDate,
    /// The scan, kept as this upload.
    pub scan: Scan,
}

/// The scan of a receipt, sealed.
#[derive(Clone, Debug)]
pub struct Scan {
    /// The id under which it is kept.
    pub id: String,
    /// As the file was called.
    pub file_name: String,
    /// Bytes of the file.
    pub byte_count: i64,
    /// SM3 of the file.
    pub digest: String,
    /// The sealed bytes.
    pub sealed: Vec<u8>,
}

impl Scan {
    /// Seals a file for keeping.
    pub fn sealed(app: &App, file_name: &str, bytes: &[u8]) -> Result<Scan, AppError> {
        let id = app.clock().id();
        Ok(Scan {
            sealed: app.keys().seal_file(&id, bytes)?,
            digest: mingqu_vault::hex(&mingqu_vault::digest(bytes)),
            byte_count: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
            file_name: file_name.to_owned(),
            id,
        })
    }
}

impl Command for AllotmentRecordReceipt {
    const ACTION: &'static str = "allotment.record_receipt";
    type Done = ();

    fn detail(&self) -> String {
        let AllotmentRecordReceipt { delivery_id, received_by, received_on, scan, .. } = self;
        format!("送达 {delivery_id}，{received_by} {received_on} 签收，扫描件 SM3 {}", scan.digest)
    }

    fn division(&self, _: &Actor) -> String {
        self.division_code.clone()
    }

    async fn run(&self, tx: &mut Tx, cx: &Context) -> Result<(), AppError> {
        cx.actor.require_write(cx.policy(), &self.division_code)?;
        let found = delivery::find(tx, &self.division_code, &self.delivery_id).await?;
        let found = found.ok_or_else(|| AppError::not_found("送达", &self.delivery_id))?;
        let sent = header::find(tx, &self.division_code, &found.allotment_id).await?;
        let issued = sent.is_some_and(|sent| sent.state == AllotmentState::Issued.code());
        if !issued || found.kind != DeliveryKind::Main.code() {
            return Err(AllocationRefusal::NotReceivable("抄送或没有下达").into());
        }
        if self.received_by.trim().is_empty() || cx.today < self.received_on {
            return Err(AppError::Refused {
                code: "allotment.receipt_form",
                message: "要填签收人；签收日期不能晚于今天".to_owned(),
            });
        }
        let own = document::find(tx, &found.to_division, &found.id).await?;
        if own.is_some_and(|own| own.received_on.is_some()) || found.received_at.is_some() {
            return Err(AllocationRefusal::NotReceivable("已接收").into());
        }
        let Scan { id, file_name, byte_count, digest, sealed } = self.scan.clone();
        let scan = UploadRow {
            id: id.clone(),
            division_code: self.division_code.clone(),
            file_name,
            byte_count,
            digest,
            sealed,
            created_at: cx.at.clone(),
            created_by: cx.actor.user_id.clone(),
        };
        upload::insert(tx, &scan).await?;
        let at = crate::clock::instant(crate::clock::start_of(self.received_on));
        let recorded = Some((cx.actor.name.as_str(), id.as_str()));
        let (division, by) = (&self.division_code, self.received_by.trim());
        if !delivery::update_received(tx, division, &found.id, &at, by, recorded).await? {
            return Err(AppError::Stale);
        }
        Ok(())
    }
}
