# 坏来文：说清楚哪里不对，一分钱都不记
wangxiulan  import table-off-by-one-fen.txt               => new
wangxiulan  answer_doubts 塔地财振〔2024〕21号            => ok
wangxiulan  register                                      => notice.table_sum
wangxiulan  import unknown-county.txt                     => new
wangxiulan  answer_doubts 塔地财振〔2024〕22号            => ok
wangxiulan  register                                      => notice.unknown_division
yeerjiang   import upper-2024-15.txt                      => forbidden
tuoli_jb    import_into 654225000 upper-2024-15.txt       => out_of_scope
wangxiulan  figures 654200000                             => received 0.00 available 0.00
system      verify                                        => clean
