# TorIntel: block-inbound
# rows: 3 sources of IPv4, 1 of IPv6, 0 destinations of IPv4, 0 of IPv6
# source: made-up lists
# time: 2026-08-22T21:00:00Z, 60 minutes old at 2026-08-22T22:00:00Z
# sha256: 42262928c4f1f1df336dda4cd8c64d14263b1cf7b5ee174a4e87ead598d233c6
# expires: 2026-08-23T21:00:00Z
#Requires -RunAsAdministrator
# The rules of this list are made first, where they are not there yet; only then those of former lists go.
$ErrorActionPreference = 'Stop'
$list = 'dac8f8e9'
$there = @(Get-NetFirewallRule -Group 'TorIntel' -ErrorAction SilentlyContinue | ForEach-Object { $_.Name })
$addresses = @(
    '198.51.100.98/31',
    '203.0.113.64/30',
    '2001:db8::99'
)
if ($there -notcontains "TorIntel-In-1-$list") {
    New-NetFirewallRule -Name "TorIntel-In-1-$list" -DisplayName 'TorIntel: from Tor exits (1)' -Group 'TorIntel' -Direction Inbound -Action Block -RemoteAddress $addresses | Out-Null
}
$former = @(Get-NetFirewallRule -Group 'TorIntel' | Where-Object { $_.Name -notlike "*-$list" })
if ($former) { $former | Remove-NetFirewallRule }
