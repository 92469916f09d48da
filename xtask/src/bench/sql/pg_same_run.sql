\set d random(1, 9999)
\set e :d + 1
\set a random(100, 500000)
select same_post(:d, :e, :a);
