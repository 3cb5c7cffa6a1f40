# TorIntel: block-inbound
# source: made-up lists
# time: 2026-08-22T21:00:00Z, 60 minutes old at 2026-08-22T22:00:00Z
# count: 4 rows: 4 sources, 0 endpoints, 0 without a port, 0 names
# sha256: 42262928c4f1f1df336dda4cd8c64d14263b1cf7b5ee174a4e87ead598d233c6
# expires: 2026-08-23T21:00:00Z
#Requires -RunAsAdministrator
$ErrorActionPreference = 'Stop'
Get-NetFirewallRule -Group 'TorIntel' -ErrorAction SilentlyContinue | Remove-NetFirewallRule
$addresses = @(
    '198.51.100.98/31',
    '203.0.113.64/30',
    '2001:db8::99'
)
New-NetFirewallRule -Name 'TorIntel-In-1' -DisplayName 'TorIntel: from Tor exits (1)' -Group 'TorIntel' -Direction Inbound -Action Block -RemoteAddress $addresses | Out-Null
