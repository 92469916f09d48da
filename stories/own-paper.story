# 补录：地区自己发过的纸质文件，县里再收到同一份
wangxiulan  import prefecture-2024-seedform.txt           => new
wangxiulan  register                                      => notice.doubts_open
wangxiulan  answer_doubts 塔地财振〔2024〕6号             => ok
wangxiulan  register                                      => ok
wangxiulan  figures 654200000                             => received 75500000.00 available 0.00
wangxiulan  unreceived                                    => 75500000.00
shawan_jb   import prefecture-2024-seedform.txt           => same_document
shawan_jb   receive 沙湾市                                => ok
shawan_jb   figures 654203000                             => received 11480000.00 available 11480000.00
wangxiulan  reverse 录重了                                => notice.not_reversible
system      verify                                        => clean
