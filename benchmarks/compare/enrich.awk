# gawk -v kind=A -f enrich.awk exits.eve.txt A.log: the list as a hash, a mark on each line with a listed address, all other lines as they are.
# In A the columns are what stands between quotes: a user knows that Suricata always writes them in this order.
BEGIN { FS = kind == "A" ? "\"" : kind == "B" ? " " : "\t" }
FNR == NR { listed[$0]; next }
kind == "A" && ($18 in listed || $24 in listed) { sub(/}$/, ",\"tor\":true}") }
kind == "B" && $1 in listed { $0 = $0 " tor=true" }
kind == "C" && ($3 in listed || $5 in listed) { $0 = $0 "\ttor=true" }
{ print }
