// Words the kit itself says (button names, field hints, units of a date).
// For: the application hands over a translated set; the default is Chinese. Refuses to hold words of screens.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>

namespace zhunru::kit {

struct Strings {
    std::string lang = "zh-CN";
    std::string back = "返回";
    std::string close = "关闭";
    std::string ok = "确定";
    std::string cancel = "取消";
    std::string clear = "清除";
    std::string done = "完成";
    std::string required = "必填";
    std::string choose = "请选择";
    std::string choose_date = "选择日期";
    std::string search = "搜索";
    std::string no_match = "没有符合的选项";
    std::string show_password = "显示密码";
    std::string hide_password = "隐藏密码";
    std::string loading = "正在加载";
    std::string refresh = "刷新";
    std::string unread = "未读";
    std::string more = "更多";
    std::string before = "实施前";
    std::string after = "实施后";
    std::string clause = "条款";
    std::string local_setting = "本地设置";  ///< clause "C": ours to set, never law
    std::string selected_count = "已选 {n} 项";
    std::string step_of = "第 {i} 步，共 {n} 步";
    std::string date_format = "{y}年{m}月{d}日";  ///< {y} {m} {d}, without leading zeros
    std::array<std::string, 5> ratings = {"很不满意", "不满意", "一般", "满意", "很满意"};
    std::array<std::string, 6> step_states = {"已完成", "进行中", "未开始", "未通过", "已跳过", "已中止计时"};
    std::array<std::string, 5> tones = {"", "提示", "成功", "注意", "错误"};
};

/// The set in another language: `word` gives each word's twin.
[[nodiscard]] Strings translated(std::string lang, const std::function<std::string(std::string_view)>& word);

}  // namespace zhunru::kit
