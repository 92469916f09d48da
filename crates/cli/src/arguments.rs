//! How the program is called (命令行).

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use mingqu_app::keeping::Directory;

/// The address of a database server, instead of a file in the data directory.
const DATABASE_URL: &str = "DATABASE_URL";

/// 明渠：基层财政专项资金管理系统
#[derive(Debug, Parser)]
#[command(name = "mingqu", version, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) action: Action,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Action {
    /// 提供服务
    Serve(ServeOptions),
    /// 把数据结构升到本程序的版本
    Migrate(Place),
    /// 从第一张凭证起重加全部账，核对审计链；服务开着也能跑
    Verify(Place),
    /// 体检：数据库、密钥、字体、磁盘、时钟、权限
    Doctor(Place),
    /// 备份成一个文件；服务开着也能跑
    Backup {
        #[command(flatten)]
        place: Place,
        /// 写到哪个新文件
        #[arg(long)]
        out: PathBuf,
    },
    /// 把备份恢复到空目录，然后核对
    Restore {
        /// 备份文件
        #[arg(long)]
        from: PathBuf,
        #[command(flatten)]
        place: Place,
    },
    /// 来文
    Notice {
        #[command(subcommand)]
        action: NoticeAction,
    },
    /// 打印接口文档
    #[command(hide = true)]
    Openapi,
    /// 打印版本
    Version,
}

#[derive(Debug, Subcommand)]
pub(crate) enum NoticeAction {
    /// 读一份来文，印出事实、依据和疑点
    Read {
        /// 文件
        file: PathBuf,
        /// 印成一个 JSON 对象
        #[arg(long)]
        json: bool,
    },
}

/// Where the data lie.
#[derive(Clone, Debug, Args)]
pub(crate) struct Place {
    /// 数据目录；用 DATABASE_URL=postgres://… 时只放密钥和字体
    #[arg(long, default_value = "data")]
    data: PathBuf,
}

impl Place {
    /// The directory, and the server if the environment names one.
    pub(crate) fn directory(&self) -> Directory {
        Directory::new(Path::new(&self.data), database_url())
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the configuration")]
fn database_url() -> Option<String> {
    std::env::var(DATABASE_URL).ok().filter(|url| url.starts_with("postgres"))
}

#[derive(Debug, Args)]
pub(crate) struct ServeOptions {
    #[command(flatten)]
    pub(crate) place: Place,
    /// 监听地址；端口 0 由系统挑
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// 空目录装演示数据，后面是种子号
    #[arg(long, value_name = "SEED")]
    pub(crate) demo: Option<u64>,
    /// 演示装到哪一步
    #[arg(long, value_enum, default_value_t = DemoStage::Full, requires = "demo")]
    pub(crate) demo_stage: DemoStage,
    /// 前面有反向代理：信它报的来访地址和协议
    #[arg(long)]
    pub(crate) trust_proxy: bool,
    /// 日志的形式
    #[arg(long, value_enum, default_value_t = LogForm::Text)]
    pub(crate) log: LogForm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DemoStage {
    /// 全部
    Full,
    /// 只有机构和用户
    Accounts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogForm {
    /// 给人看
    Text,
    /// 给程序收
    Json,
}
