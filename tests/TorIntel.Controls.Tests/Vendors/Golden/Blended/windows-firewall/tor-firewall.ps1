# TorIntel: blended
# source: made-up lists
# time: 2026-08-22T21:00:00Z, 60 minutes old at 2026-08-22T22:00:00Z
# count: 16 rows: 4 sources, 7 endpoints, 2 without a port, 3 names
# sha256: 2dcc773ed2f41836f1fa27f885a2064db9aed4a7ba0ffb99ab2e40f36f0f3527
# expires: 2026-08-23T21:00:00Z
# note: networks that are only to be monitored are not told apart here: use it where they are not, or put a rule for them before it
#Requires -RunAsAdministrator
$ErrorActionPreference = 'Stop'
Get-NetFirewallRule -Group 'TorIntel' -ErrorAction SilentlyContinue | Remove-NetFirewallRule
$addresses = @(
    '198.51.100.98/31',
    '203.0.113.64/30',
    '2001:db8::99'
)
New-NetFirewallRule -Name 'TorIntel-In-1' -DisplayName 'TorIntel: from Tor exits (1)' -Group 'TorIntel' -Direction Inbound -Action Block -RemoteAddress $addresses | Out-Null
$addresses = @(
    '198.51.100.98',
    '2001:db8::99'
)
New-NetFirewallRule -Name 'TorIntel-Out-443-1' -DisplayName 'TorIntel: to Tor relays, port 443 (1)' -Group 'TorIntel' -Direction Outbound -Protocol TCP -RemotePort 443 -Action Block -RemoteAddress $addresses | Out-Null
$addresses = @(
    '192.0.2.10',
    '2001:db8::10'
)
New-NetFirewallRule -Name 'TorIntel-Out-9001-1' -DisplayName 'TorIntel: to Tor relays, port 9001 (1)' -Group 'TorIntel' -Direction Outbound -Protocol TCP -RemotePort 9001 -Action Block -RemoteAddress $addresses | Out-Null
$addresses = @(
    '192.0.2.10'
)
New-NetFirewallRule -Name 'TorIntel-Out-9030-1' -DisplayName 'TorIntel: to Tor relays, port 9030 (1)' -Group 'TorIntel' -Direction Outbound -Protocol TCP -RemotePort 9030 -Action Block -RemoteAddress $addresses | Out-Null
$addresses = @(
    '128.31.0.39'
)
New-NetFirewallRule -Name 'TorIntel-Out-9201-1' -DisplayName 'TorIntel: to Tor relays, port 9201 (1)' -Group 'TorIntel' -Direction Outbound -Protocol TCP -RemotePort 9201 -Action Block -RemoteAddress $addresses | Out-Null
$addresses = @(
    '128.31.0.39'
)
New-NetFirewallRule -Name 'TorIntel-Out-9231-1' -DisplayName 'TorIntel: to Tor relays, port 9231 (1)' -Group 'TorIntel' -Direction Outbound -Protocol TCP -RemotePort 9231 -Action Block -RemoteAddress $addresses | Out-Null
$addresses = @(
    '203.0.113.9',
    '2001:db8:9::/126'
)
New-NetFirewallRule -Name 'TorIntel-Out-1' -DisplayName 'TorIntel: to Tor relays, port not known (1)' -Group 'TorIntel' -Direction Outbound -Action Block -RemoteAddress $addresses | Out-Null
