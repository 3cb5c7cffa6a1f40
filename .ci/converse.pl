#!/usr/bin/perl
# converse.pl PORT: sends the standard input to a port of this machine, says that this was all, and writes what comes back.
use strict;
use warnings;
use IO::Socket::INET;

local $/;
my $socket = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $ARGV[0], Timeout => 10) or die "port $ARGV[0]: $!\n";
print $socket <STDIN>;
shutdown $socket, 1;
print <$socket>;
