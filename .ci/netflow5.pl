#!/usr/bin/perl
# netflow5.pl PORT: sends one NetFlow v5 packet to 127.0.0.1, with a flow for each line of the standard input:
# source, destination, source port, destination port, protocol, TCP flags. All began at 2026-08-22T21:06:12Z.
use strict;
use warnings;
use IO::Socket::INET;

my $start = 1787432772;
my $uptime = 60_000; # ms since the exporter started; the packet is sent 30 s after the flows began.
my $flows = '';
my $count = 0;
while (<STDIN>) {
    my ($source, $destination, $source_port, $destination_port, $protocol, $flags) = split;
    my ($first, $last) = ($uptime - 30_000, $uptime - 20_000);
    $flows .= pack 'a4 a4 a4 n n N N N N n n C C C C n n C C n',
        inet_aton($source), inet_aton($destination), inet_aton('0.0.0.0'), 1, 2, 12, 3456, $first, $last,
        $source_port, $destination_port, 0, $flags, $protocol, 0, 0, 0, 24, 24, 0;
    $count++;
}
my $header = pack 'n n N N N N C C n', 5, $count, $uptime, $start + 30, 0, 0, 0, 0, 0;
IO::Socket::INET->new(Proto => 'udp', PeerAddr => '127.0.0.1', PeerPort => $ARGV[0])->send($header . $flows);
