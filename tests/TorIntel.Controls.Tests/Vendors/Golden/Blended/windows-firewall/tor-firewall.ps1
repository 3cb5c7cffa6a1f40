# TorIntel: blended
# rows: 3 sources of IPv4, 1 of IPv6, 6 destinations of IPv4, 3 of IPv6
# source: made-up lists
# time: 2026-08-22T21:00:00Z, 60 minutes old at 2026-08-22T22:00:00Z
# sha256: 2dcc773ed2f41836f1fa27f885a2064db9aed4a7ba0ffb99ab2e40f36f0f3527
# expires: 2026-08-23T21:00:00Z
# note: networks that are only to be monitored are not told apart here: use it where they are not, or put a rule for them before it
#Requires -RunAsAdministrator
# The rules of this list are made first, where they are not there yet; only then those of former lists go.
$ErrorActionPreference = 'Stop'
$list = 'bb6d232f'
$there = @(Get-NetFirewallRule -Group 'TorIntel' -ErrorAction SilentlyContinue | ForEach-Object { $_.Name })
$addresses = @(
    '198.51.100.98/31',
    '203.0.113.64/30',
    '2001:db8::99'
)
if ($there -notcontains "TorIntel-In-1-$list") {
    New-NetFirewallRule -Name "TorIntel-In-1-$list" -DisplayName 'TorIntel: from Tor exits (1)' -Group 'TorIntel' -Direction Inbound -Action Block -RemoteAddress $addresses | Out-Null
}
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
