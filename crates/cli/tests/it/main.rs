//! The binary as administrators and programs call it (命令行测试): exit codes, one server.

mod kill;
mod program;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use program::{Folder, Server, run};

#[test]
fn a_wrong_call_is_two_and_help_is_none() {
    for (arguments, code) in [
        (&[][..], 2),
        (&["fly"], 2),
        (&["serve", "--listen", "somewhere"], 2),
        (&["serve", "--demo-stage", "full"], 2),
        (&["backup", "--data", "x"], 2),
        (&["--help"], 0),
        (&["version"], 0),
        (&["openapi"], 0),
    ] {
        assert_eq!(run(arguments).code, code, "{arguments:?}");
    }
    assert!(run(&["version"]).out.starts_with("明渠 "));
    assert!(run(&["openapi"]).out.starts_with('{'));
}

#[test]
fn a_no_is_one_and_an_accident_is_three() {
    let folder = Folder::new();
    let (empty, missing) = (folder.path("empty"), folder.path("missing.txt"));
    std::fs::create_dir(&empty).unwrap();
    let ran = run(&["verify", "--data", &empty]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("没有数据库"), "{}", ran.err);
    assert_eq!(run(&["notice", "read", &missing, "--json"]).code, 3);
    let picture = folder.path("picture.bin");
    std::fs::write(&picture, [0, 1, 2, 3]).unwrap();
    assert_eq!(run(&["notice", "read", &picture, "--json"]).code, 1);
    assert_eq!(run(&["doctor", "--data", &empty]).code, 1);
}

#[test]
fn a_notice_is_read_with_the_flag_before_or_after_the_file() {
    let folder = Folder::new();
    let file = folder.path("notice.txt");
    let text =
        "关于下达2024年衔接资金预算的通知\n某财振〔2024〕3号\n甲县财政局：\n下达你县资金10万元。\n";
    std::fs::write(&file, text).unwrap();
    let after = run(&["notice", "read", &file, "--json"]);
    let before = run(&["notice", "read", "--json", &file]);
    assert_eq!((after.code, before.code), (0, 0), "{}", after.err);
    assert_eq!(after.out, before.out);
    let value: serde_json::Value = serde_json::from_str(&after.out).unwrap();
    assert_eq!(
        value["text"].as_str().unwrap().lines().next().unwrap(),
        text.lines().next().unwrap()
    );
    assert!(run(&["notice", "read", &file]).out.starts_with("标题　"));
}

#[test]
fn a_server_says_where_it_is_works_beside_verify_and_backup_and_ends_when_told() {
    let folder = Folder::new();
    let data = folder.path("data");
    let mut server = Server::start(&data);
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let second = run(&["serve", "--data", &data, "--listen", "127.0.0.1:0"]);
    assert_eq!(second.code, 3, "one program has the directory: {}", second.err);
    let verified = run(&["verify", "--data", &data]);
    assert_eq!(verified.code, 0, "{}", verified.err);
    assert!(verified.out.starts_with("账平、链完整：0 个账套，0 张凭证，"), "{}", verified.out);
    assert_eq!(verified.out.lines().count(), 1);
    let (file, target) = (folder.path("backup.tar"), folder.path("restored"));
    assert_eq!(run(&["backup", "--data", &data, "--out", &file]).code, 0);
    assert_eq!(run(&["backup", "--data", &data, "--out", &file]).code, 1);
    assert_eq!(server.stop(), Some(0));
    let restored = run(&["restore", "--from", &file, "--data", &target]);
    assert_eq!(restored.code, 0, "{}", restored.err);
    assert_eq!(run(&["restore", "--from", &file, "--data", &target]).code, 1);
    assert_eq!(run(&["migrate", "--data", &target]).code, 0);
    let demo = run(&["serve", "--data", &target, "--listen", "127.0.0.1:0", "--demo", "1"]);
    assert_eq!(demo.code, 1, "{}", demo.err);
    assert!(demo.err.contains("正式数据"), "{}", demo.err);
    assert_eq!(run(&["doctor", "--data", &target]).code, 0);
}
