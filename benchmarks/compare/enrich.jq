# jq -nc --rawfile list exits.eve.txt -f enrich.jq A.log: the list as a hash, a member on each event with a listed address.
(reduce ($list | split("\n")[]) as $address ({}; .[$address] = true)) as $listed
| inputs
| if $listed[.src_ip] or $listed[.dest_ip] then .tor = true else . end
