# shellcheck shell=bash
# Checks of TorIntel.AspNetCore: samples/MinimalApi as a native program, asked by curl. Sourced by run, which gives `work`, check, skip, has and has_linker.

publish_minimal_api() { dotnet publish samples/MinimalApi -c Release -r linux-x64 -p:PublishAot=true -o "$work/minimal-api" -warnaserror; }

ask_api() { # client, path, arguments of curl…: the status code and the body
    local client=$1 path=$2
    shift 2
    curl -s --noproxy '*' -m 10 -w ' %{http_code}' -H "X-Forwarded-For: $client" "$@" "$api_address$path"
}

asks_minimal_api() { # program
    # Port 0 is a free one; the program says which.
    "$1" --urls http://127.0.0.1:0 >"$work/minimal-api.log" 2>&1 &
    local api=$! code=0
    api_address=''
    for _ in $(seq 100); do
        api_address=$(sed -n 's/.*Now listening on: *//p' "$work/minimal-api.log")
        [ -z "$api_address" ] && kill -0 "$api" 2>/dev/null || break
        sleep 0.1
    done
    if [ -n "$api_address" ]; then answers_of_minimal_api || code=1; else code=1; fi
    kill "$api" 2>/dev/null || true
    wait "$api" 2>/dev/null || true
    [ "$code" -eq 0 ] || cat "$work/minimal-api.log"
    return "$code"
}

answers_of_minimal_api() ( # a shell of its own, for set -x
    local exit=198.51.100.99 guard=192.0.2.10 other=198.51.100.7 onion=pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion
    set -x
    ask_api $exit / | grep '^{"confidence":"high","direction":"inbound".*"source-exit","field":"client.address","value":"198.51.100.99".* 200$' || return 1
    ask_api ::ffff:$exit / | grep '^{"confidence":"high".* 200$' || return 1
    ask_api $guard / | grep '^{"confidence":"low".*"source-relay".* 200$' || return 1
    ask_api $other / -H "Host: $onion" | grep '^{"confidence":"confirmed".*"domain-onion-v3".* 200$' || return 1
    ask_api $other / | grep -x 'no evidence of Tor 200' || return 1
    ask_api $exit /login -X POST | grep -x '{"title":"Forbidden","status":403,"detail":"Requests from the Tor network are not accepted here."} 403' || return 1
    ask_api $exit /login -X POST -o /dev/null -D - | tr -d '\r' | grep -ix 'content-type: application/problem+json' || return 1
    ask_api $guard /login -X POST | grep -x 'welcome 200' || return 1
    ask_api $other /login -X POST | grep -x 'welcome 200' || return 1
    ask_api $exit /api/orders | grep ' 403$' || return 1
    ask_api $other /api/orders | grep -x 'orders 200' || return 1
    ask_api $exit /api/status | grep -x 'fine 200' || return 1
    grep 'Refused POST /login from 198.51.100.99: high confidence of Tor (source-exit)' "$work/minimal-api.log" || return 1
)

refuses_wrong_options() { # what is in the configuration reaches the native program, and is checked there
    ! "$work/minimal-api/MinimalApi" --urls http://127.0.0.1:0 --TorIntel:AspNetCore:BlockedStatusCode=200 >"$work/minimal-api.log" 2>&1 || return 1
    grep 'TorIntel: 200 is no status code of a refusal' "$work/minimal-api.log" || return 1
    ! "$work/minimal-api/MinimalApi" --urls http://127.0.0.1:0 --TorIntel:AspNetCore:Actoin=Block >"$work/minimal-api.log" 2>&1 || return 1
    grep "TorIntel: the configuration has 'TorIntel:AspNetCore:Actoin', which is no option" "$work/minimal-api.log"
}

if has_linker && has curl && [ "$(uname -sm)" = "Linux x86_64" ]; then
    check "samples/MinimalApi publishes as a native program without a warning" publish_minimal_api
    check "samples/MinimalApi tags, refuses and lets through natively" asks_minimal_api "$work/minimal-api/MinimalApi"
    check "samples/MinimalApi does not start with wrong options" refuses_wrong_options
else
    skip "samples/MinimalApi as a native program: needs Linux x64, a C linker and curl"
fi
