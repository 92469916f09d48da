//! Actions and outcomes of the trail in Chinese (操作与结果的名称).

use mingqu_domain::user::Permission;

/// Actions without a permission: signing in and out, and what the program does itself.
const OTHERS: [(&str, &str); 4] = [
    ("session.sign_in", "登录"),
    ("session.sign_out", "退出"),
    ("user.first_start", "首次启动"),
    ("message.deliver", "送达文件"),
];

/// The name of an action; its word when it has none.
pub(super) fn action(word: &str) -> String {
    let listed = Permission::ALL.iter().find(|row| row.action == word).map(|row| row.label);
    let other = || OTHERS.iter().find(|(other, _)| *other == word).map(|(_, label)| *label);
    listed.or_else(other).unwrap_or(word).to_owned()
}

/// The name of an outcome; a refusal without a name of its own keeps its code.
pub(super) fn outcome(word: &str) -> String {
    let label = match word {
        "done" => "办成",
        "repeated" => "重复提交，按第一次办",
        "forbidden" => "拒绝：岗位不能办",
        "out_of_scope" => "拒绝：超出权限范围",
        "not_found" => "拒绝：没有找到",
        "signed_out" => "拒绝：没有登录",
        "stale" => "拒绝：数据已被别人改过",
        "key_reused" => "拒绝：幂等键用在两个请求上",
        "busy" => "没有办成：办的人太多",
        "internal" => "没有办成：系统出错",
        "session.bad_credentials" => "拒绝：用户名或口令不对",
        "session.locked" => "拒绝：账号锁定",
        "session.suspended" => "拒绝：账号停用",
        "session.totp_required" => "拒绝：要二次验证",
        "session.bad_totp" => "拒绝：验证码不对",
        "session.password_due" => "拒绝：要先改口令",
        "session.totp_due" => "拒绝：要先设二次验证",
        code => return format!("拒绝：{code}"),
    };
    label.to_owned()
}
