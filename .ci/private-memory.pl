#!/usr/bin/perl
# private-memory.pl FILE PROGRAM…: runs a program and writes the most private memory (RssAnon, kB) that it had into a file. Exits as the program does.
use strict;
use warnings;
use Time::HiRes 'sleep';
use POSIX ':sys_wait_h';

my ($file, @command) = @ARGV;
my $program = fork // die "cannot fork: $!\n";
if (!$program) { exec @command; die "cannot run $command[0]: $!\n" }
my $most = 0;
while (waitpid($program, WNOHANG) == 0) {
    if (open my $status, '<', "/proc/$program/status") {
        /^RssAnon:\s+(\d+)/ and $1 > $most and $most = $1 while <$status>;
    }
    sleep 0.002;
}
my $code = $?;
open my $out, '>', $file or die "$file: $!\n";
print $out "$most\n";
exit($code & 127 ? 128 + ($code & 127) : $code >> 8);
