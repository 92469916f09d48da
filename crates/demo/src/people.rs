//! Offices and people of the demonstration (演示机构与用户): the prefecture, its counties, the three
//! administrators. Names are made up.

use std::sync::OnceLock;

use mingqu_app::actor::Actor;
use mingqu_app::user::{
    FirstPassword, NewUser, OfficeCreate, OfficeKind, PasswordHash, user_create, user_grant,
};
use mingqu_app::{App, AppError, Caller};
use mingqu_domain::user::Duty;

/// Everyone's password in the demonstration.
pub const PASSWORD: &str = "Mingqu-2024";

/// Division, name, section and kind of an office, and who works there.
type Office = (&'static str, &'static str, &'static str, OfficeKind, &'static [Person]);

/// User name, name and duty.
type Person = (&'static str, &'static str, Duty);

const OFFICES: &[Office] = &[
    (
        "654200000",
        "塔城地区财政局",
        "乡村振兴科",
        OfficeKind::Finance,
        &[
            ("wangxiulan", "王秀兰", Duty::Preparer),
            ("yeerjiang", "叶尔江", Duty::Reviewer),
            ("zhangzhiyuan", "张志远", Duty::Approver),
        ],
    ),
    (
        "654200000",
        "塔城地区财政局",
        "预算科",
        OfficeKind::Finance,
        &[("yusuan", "刘建国", Duty::Observer)],
    ),
    (
        "654200000",
        "塔城地区财政局",
        "国库科",
        OfficeKind::Finance,
        &[("guoku", "古丽娜", Duty::Observer)],
    ),
    ("654200000", "塔城地区乡村振兴局", "", OfficeKind::Supervising, &[]),
    ("654200000", "塔城地区审计局", "", OfficeKind::Audit, &[("shenji", "陈明", Duty::Auditor)]),
    (
        "654200000",
        "系统",
        "",
        OfficeKind::System,
        &[
            ("sysadmin", "系统管理员", Duty::SystemAdmin),
            ("secadmin", "安全管理员", Duty::SecurityAdmin),
            ("audadmin", "审计管理员", Duty::AuditAdmin),
        ],
    ),
    (
        "654201000",
        "塔城市财政局",
        "",
        OfficeKind::Finance,
        &[("tacheng_jb", "马晓燕", Duty::Preparer), ("tacheng_fh", "赵文斌", Duty::Reviewer)],
    ),
    (
        "654202000",
        "乌苏市财政局",
        "",
        OfficeKind::Finance,
        &[("wusu_jb", "阿依古丽", Duty::Preparer), ("wusu_fh", "孙伟", Duty::Reviewer)],
    ),
    (
        "654203000",
        "沙湾市财政局",
        "",
        OfficeKind::Finance,
        &[("shawan_jb", "李雪梅", Duty::Preparer), ("shawan_fh", "周立新", Duty::Reviewer)],
    ),
    (
        "654221000",
        "额敏县财政局",
        "",
        OfficeKind::Finance,
        &[("emin_jb", "巴合提", Duty::Preparer), ("emin_fh", "吴芳", Duty::Reviewer)],
    ),
    (
        "654224000",
        "托里县财政局",
        "",
        OfficeKind::Finance,
        &[("tuoli_jb", "努尔兰", Duty::Preparer), ("tuoli_fh", "郑海霞", Duty::Reviewer)],
    ),
    (
        "654225000",
        "裕民县财政局",
        "",
        OfficeKind::Finance,
        &[("yumin_jb", "杨丽", Duty::Preparer), ("yumin_fh", "哈力克", Duty::Reviewer)],
    ),
    (
        "654226000",
        "和布克赛尔县财政局",
        "",
        OfficeKind::Finance,
        &[("hefeng_jb", "巴图", Duty::Preparer), ("hefeng_fh", "高娃", Duty::Reviewer)],
    ),
];

/// Every user name of the demonstration, in the order of the table.
pub fn usernames() -> impl Iterator<Item = &'static str> {
    OFFICES.iter().flat_map(|(_, _, _, _, people)| people.iter().map(|(username, _, _)| *username))
}

/// Makes the offices and the people in an empty database, through the same commands as anyone.
pub async fn people(app: &App) -> Result<(), AppError> {
    let system = Caller { app: app.clone(), actor: Actor::system(), key: None };
    let hash = password_hash().await?;
    for &(division_code, name, section, kind, people) in OFFICES {
        let office = OfficeCreate {
            division_code: division_code.to_owned(),
            name: name.to_owned(),
            section: section.to_owned(),
            kind,
        };
        let office_id = system.execute(office).await?;
        for &(username, display_name, duty) in people {
            let new = NewUser {
                username: username.to_owned(),
                display_name: display_name.to_owned(),
                office_id: office_id.clone(),
                password: FirstPassword::Given(hash.clone()),
            };
            let made = user_create(&system, new).await?;
            user_grant(&system, &made.id, &[duty]).await?;
        }
    }
    Ok(())
}

/// Hashed once for a process: everyone has the same password here.
async fn password_hash() -> Result<PasswordHash, AppError> {
    static HASH: OnceLock<PasswordHash> = OnceLock::new();
    if let Some(hash) = HASH.get() {
        return Ok(hash.clone());
    }
    let fresh = PasswordHash::of(PASSWORD).await?;
    Ok(HASH.get_or_init(|| fresh).clone())
}
