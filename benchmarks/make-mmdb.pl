#!/usr/bin/perl
# Writes a MaxMind database of the addresses on standard input, one a line, to the file named as argument.
# Needs MaxMind::DB::Writer (Debian: libmaxmind-db-writer-perl).
use strict;
use warnings;
use MaxMind::DB::Writer::Tree;

my $target = shift or die "usage: $0 FILE < ADDRESSES\n";
my $tree = MaxMind::DB::Writer::Tree->new(
    ip_version            => 6,
    record_size           => 24,
    database_type         => 'Tor-Relays',
    languages             => ['en'],
    description           => { en => 'Tor relay addresses' },
    remove_reserved_networks => 0,
    map_key_type_callback => sub { 'boolean' },
);

while ( my $address = <STDIN> ) {
    chomp $address;
    # The writer aliases 6to4 to the IPv4 tree and refuses to insert there.
    next if $address =~ /^2002:/i;
    my $length = $address =~ /:/ ? 128 : 32;
    $tree->insert_network( "$address/$length", { is_tor => 1 } );
}

open my $out, '>:raw', $target or die "$target: $!\n";
$tree->write_tree($out);
close $out or die "$target: $!\n";
