# 上级不在系统里：县里按纸质来文登记自己的一行，再红冲
emin_jb     import prefecture-2024-seedform.txt           => new
emin_jb     answer_doubts 塔地财振〔2024〕6号             => ok
emin_jb     register                                      => ok
emin_jb     figures 654221000                             => received 11170000.00 available 11170000.00
emin_jb     reverse 登错了账套                            => ok
emin_jb     figures 654221000                             => received 0.00 available 0.00
emin_jb     import prefecture-2024-seedform.txt           => new
system      verify                                        => clean
