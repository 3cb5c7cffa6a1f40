#!/usr/bin/perl
# Writes a MaxMind database of "PREFIX NUMBER" lines on standard input to the file named as argument, and prints the seconds of processor time
# that inserting and writing took: starting Perl and reading the lines do not count. Needs MaxMind::DB::Writer (Debian: libmaxmind-db-writer-perl).
use strict;
use warnings;
use MaxMind::DB::Writer::Tree;

my ( $target, $record_size ) = @ARGV;
defined $record_size or die "usage: $0 FILE RECORD-SIZE < PREFIXES\n";
my $tree = MaxMind::DB::Writer::Tree->new(
    ip_version               => 6,
    record_size              => $record_size,
    database_type            => 'Test',
    languages                => [],
    description              => {},
    remove_reserved_networks => 0,
    alias_ipv6_to_ipv4       => 1,
    map_key_type_callback    => sub { $_[0] eq 'number' ? 'uint32' : 'boolean' },
);

my @lines = map { chomp; [split] } <STDIN>;
my %values = map { ( $_->[1] => { is_tor => 1, number => $_->[1] } ) } @lines;
my ( $user, $system ) = times;
for (@lines) {
    $tree->insert_network( $_->[0], $values{ $_->[1] } );
}

open my $out, '>:raw', $target or die "$target: $!\n";
$tree->write_tree($out);
close $out or die "$target: $!\n";
my ( $user_after, $system_after ) = times;
print $user_after + $system_after - $user - $system, "\n";
