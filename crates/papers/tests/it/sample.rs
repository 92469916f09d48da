//! The notice the tests print (样例): in the form of an official one, with its figures.

use std::path::PathBuf;

use mingqu_money::{Fen, parse_wan};
use mingqu_papers::{AllocationTable, Fonts, FundAmounts, NoticePaper, Section, TargetForm};

/// The fonts of this machine.
pub(crate) fn fonts() -> Fonts {
    let folders = ["/usr/local/share/fonts", "/usr/share/fonts"];
    Fonts::load(&folders.map(PathBuf::from))
}

/// 万元
pub(crate) fn wan(text: &str) -> Fen {
    parse_wan(text).unwrap_or_default()
}

/// Seven receivers, 7,550 万元.
pub(crate) fn notice() -> NoticePaper {
    let fund = "2024年自治区财政衔接推进乡村振兴补助资金（巩固拓展脱贫攻坚成果和乡村振兴任务）";
    NoticePaper {
        issuer: "塔城地区财政局".into(),
        document_no: "塔地财振〔2024〕1号".into(),
        title: format!("关于下达{fund}预算的通知"),
        addressees: "各县（市）财政局".into(),
        sections: sections(),
        attachments: vec!["塔城地区资金分配表".into(), "绩效目标表".into()],
        signature: "塔城地区财政局".into(),
        issued_on: (2024, 4, 22),
        printing_office: "塔城地区财政局办公室".into(),
        cc: ["塔城地区审计局", "塔城地区乡村振兴局", "本局预算科（政府债务管理科）", "国库科"]
            .map(String::from)
            .to_vec(),
        stated_total: wan("7550"),
        table: table(format!("{fund}分配表")),
        targets: targets(),
        chain_head: Some("9f2c6d1e".into()),
    }
}

fn table(title: String) -> AllocationTable {
    let rows = [
        ("托里县", "1472"),
        ("裕民县", "914"),
        ("和布克赛尔县", "1099"),
        ("塔城市", "839"),
        ("额敏县", "1117"),
        ("乌苏市", "961"),
        ("沙湾市", "1148"),
    ];
    AllocationTable {
        title,
        total_name: "塔城地区".into(),
        rows: rows.iter().map(|(name, amount)| ((*name).into(), wan(amount))).collect(),
        total: wan("7550"),
    }
}

fn sections() -> Vec<Section> {
    let plain = |text: &str| Section { heading: None, text: text.into() };
    let headed =
        |heading: &str, text: &str| Section { heading: Some(heading.into()), text: text.into() };
    vec![
        plain(
            "自治区财政厅以新财振〔2024〕9号文件下达了本批资金。经研究，现将资金分配给你县（市），\
             各地金额见附件1，合计7550万元。收入记入“1100231 巩固脱贫攻坚成果衔接乡村振兴转移支付收入”，\
             支出记入“2130505”；具体用到哪个项级科目，由县（市）财政局依资金的实际用途确定后再办理支出。",
        ),
        plain("请按下列要求办理："),
        headed(
            "一、管好资金用途",
            "资金只能用在管理办法列明的方向，与巩固衔接无关的支出一律不得安排。\
             每月最后一天以前，把当月资金支出和管理情况报我局。",
        ),
        headed(
            "二、选准支持项目",
            "立项先看能否带动农户：说不清联农带农办法的项目不予安排。资金优先用于产业和就业帮扶，\
             由主管部门先论证、后申报，所选项目要能让脱贫户长期增收，也要对当地发展有用。",
        ),
        headed(
            "三、做实到户产业补助",
            "到户产业补助尊重农户自己的选择，先由农户干、验收合格后再补。一户在一个生产环节上，\
             当年享受过财政扶持的，不得再补第二次。款项全部经“一卡通”打给农户，不发现金，不走其他账户。",
        ),
        headed(
            "四、把绩效管到底",
            "每个项目都要有绩效目标，其中至少写明三件事：形成的资产归谁所有，怎样带动农户，\
             效益靠什么长久保持。目标不合理的退回重报。年终开展评价，确认资产有人管、有收益。",
        ),
        headed(
            "五、落实直达资金要求",
            "本批资金属直达资金，标识为“01 自治区直达资金”，从登记指标到支付的每一环节都照此标注。\
             自收到指标之日起30日内，把资金分到具体项目并录入监控系统；项目名称一经录入即固定。",
        ),
        headed(
            "六、公告公示",
            "按规定的程序向社会公开五项内容：年度使用计划，支持的项目，每个项目的建设内容，\
             补助标准，资金来源和额度。群众提出异议的，核实后再办下一步。",
        ),
    ]
}

fn targets() -> TargetForm {
    let choice = |label: &str, ticked: bool| (label.to_owned(), ticked);
    let pairs = [
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("产出指标", "时效指标"),
        ("成本指标", "成本指标"),
        ("效益指标", "经济效益指标"),
        ("效益指标", "社会效益指标"),
        ("效益指标", "生态效益指标"),
        ("效益指标", "可持续影响指标"),
        ("满意度指标", "满意度指标"),
    ];
    TargetForm {
        title: "项目支出绩效目标表".into(),
        year: 2024,
        project_name: "2024年自治区财政衔接推进乡村振兴补助资金".into(),
        unit: "由县（市）填写".into(),
        project_types: ["产业发展", "民生保障", "基础设施", "行政运行"]
            .map(|label| choice(label, false))
            .to_vec(),
        long_term_plan: String::new(),
        governing: vec![
            "《中央财政衔接推进乡村振兴补助资金管理办法》（财农〔2021〕19号）".into(),
            "《新疆维吾尔自治区财政衔接推进乡村振兴补助资金管理办法》（新财规〔2021〕11号）".into(),
        ],
        methods: vec![
            choice("因素法", true),
            choice("项目法", false),
            choice("据实据效", false),
            choice("因素法与项目法相结合", false),
        ],
        ground:
            "按衔接资金管理办法安排，用于防止返贫监测帮扶、搬迁后续扶持、脱贫人口就业、特色产业、\
                 新型农村集体经济，以及农村环境和小型公益设施补短板。"
                .into(),
        scope: String::new(),
        conditions: String::new(),
        term: "2024年1—12月".into(),
        amounts: FundAmounts::default(),
        goal_long: String::new(),
        goal_year: String::new(),
        measures: pairs.map(|(one, two)| (one.to_owned(), two.to_owned())).to_vec(),
    }
}
