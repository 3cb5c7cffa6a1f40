# TorIntel: block-outbound
# rows: 0 sources of IPv4, 0 of IPv6, 6 destinations of IPv4, 3 of IPv6
# source: made-up lists
# time: 2026-08-22T21:00:00Z, 60 minutes old at 2026-08-22T22:00:00Z
# sha256: ec70f2cc525c42f8ec338df685a440ebb4625368483f68d8aa05030b3dd0d6ef
# expires: 2026-08-23T21:00:00Z
#Requires -RunAsAdministrator
# The rules of this list are made first, where they are not there yet; only then those of former lists go.
$ErrorActionPreference = 'Stop'
$list = 'dbd0f4bb'
$there = @(Get-NetFirewallRule -Group 'TorIntel' -ErrorAction SilentlyContinue | ForEach-Object { $_.Name })
$addresses = @(
    '198.51.100.98',
    '2001:db8::99'
)
if ($there -notcontains "TorIntel-Out-443-1-$list") {
    New-NetFirewallRule -Name "TorIntel-Out-443-1-$list" -DisplayName 'TorIntel: to Tor relays, port 443 (1)' -Group 'TorIntel' -Direction Outbound -Protocol TCP -RemotePort 443 -Action Block -RemoteAddress $addresses | Out-Null
}
$addresses = @(
    '192.0.2.10',
    '2001:db8::10'
)
if ($there -notcontains "TorIntel-Out-9001-1-$list") {
    New-NetFirewallRule -Name "TorIntel-Out-9001-1-$list" -DisplayName 'TorIntel: to Tor relays, port 9001 (1)' -Group 'TorIntel' -Direction Outbound -Protocol TCP -RemotePort 9001 -Action Block -RemoteAddress $addresses | Out-Null
}
$addresses = @(
    '192.0.2.10'
)
if ($there -notcontains "TorIntel-Out-9030-1-$list") {
    New-NetFirewallRule -Name "TorIntel-Out-9030-1-$list" -DisplayName 'TorIntel: to Tor relays, port 9030 (1)' -Group 'TorIntel' -Direction Outbound -Protocol TCP -RemotePort 9030 -Action Block -RemoteAddress $addresses | Out-Null
}
$addresses = @(
    '128.31.0.39'
)
if ($there -notcontains "TorIntel-Out-9201-1-$list") {
    New-NetFirewallRule -Name "TorIntel-Out-9201-1-$list" -DisplayName 'TorIntel: to Tor relays, port 9201 (1)' -Group 'TorIntel' -Direction Outbound -Protocol TCP -RemotePort 9201 -Action Block -RemoteAddress $addresses | Out-Null
}
$addresses = @(
    '128.31.0.39'
)
if ($there -notcontains "TorIntel-Out-9231-1-$list") {
    New-NetFirewallRule -Name "TorIntel-Out-9231-1-$list" -DisplayName 'TorIntel: to Tor relays, port 9231 (1)' -Group 'TorIntel' -Direction Outbound -Protocol TCP -RemotePort 9231 -Action Block -RemoteAddress $addresses | Out-Null
}
$addresses = @(
    '203.0.113.9',
    '2001:db8:9::/126'
)
if ($there -notcontains "TorIntel-Out-1-$list") {
    New-NetFirewallRule -Name "TorIntel-Out-1-$list" -DisplayName 'TorIntel: to Tor relays, port not known (1)' -Group 'TorIntel' -Direction Outbound -Action Block -RemoteAddress $addresses | Out-Null
}
$former = @(Get-NetFirewallRule -Group 'TorIntel' | Where-Object { $_.Name -notlike "*-$list" })
if ($former) { $former | Remove-NetFirewallRule }
