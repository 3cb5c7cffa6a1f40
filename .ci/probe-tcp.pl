# Connects from an address to a listener of its own at another: probe-tcp.pl FROM TO PORT. Ends with 0 if they meet within a second, with 1 if not, with 2 if it cannot try.
use strict;
use warnings;
use IO::Socket::IP;

my ($from, $to, $port) = @ARGV;
my $listener = IO::Socket::IP->new(LocalHost => $to, LocalPort => $port, Listen => 1, ReuseAddr => 1);
if (!$listener) {
    print STDERR "cannot listen at $to $port: $@\n";
    exit 2;
}
my $client = IO::Socket::IP->new(LocalHost => $from, PeerHost => $to, PeerPort => $port, Timeout => 1);
exit($client ? 0 : 1);
