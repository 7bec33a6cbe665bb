# The verbs of the AWS CLI that po calls, on a folder; README.md says what a test may ask of it. In Perl, which starts in a fifth of the time of Node.js.
use strict;
use warnings;
use Digest::MD5;
use File::Basename qw(dirname);
use File::Copy qw(copy);
use File::Find qw(find);
use File::Path qw(make_path);
use JSON::PP;

my $root = $ENV{AWS_ENDPOINT_URL};
my ($service, $verb, @rest) = @ARGV;
my %valued = map { $_ => 1 } qw(--exclude --include --cli-connect-timeout --cli-read-timeout);

sub fail {
    my ($word, $code) = @_;
    print STDERR $word =~ /^!(.*)/s ? "$1\n" : "\nAn error occurred ($word) when calling the $verb operation: it is so\n";
    exit($code // 254);
}

sub option {
    my ($name) = @_;
    for my $at (0 .. $#rest) { return $rest[$at + 1] if $rest[$at] eq $name; }
    return undef;
}

sub options {
    my ($name) = @_;
    return map { $rest[$_ + 1] } grep { $rest[$_] eq $name } 0 .. $#rest;
}

my @places = map { $rest[$_] } grep { $rest[$_] !~ /^--/ && !($_ > 0 && $valued{$rest[$_ - 1]}) } 0 .. $#rest;
sub key_of { my ($place) = @_; return $place =~ m{^s3://[^/]*/?(.*)$}s ? $1 : undef; }
my ($bucket) = grep { defined } (option('--bucket'), map { m{^s3://([^/]*)} ? $1 : () } @places);
fail('!Unable to locate credentials. You can configure credentials by running "aws configure".', 253) unless $ENV{AWS_ACCESS_KEY_ID};
fail('NoSuchBucket') unless -d "$root/$bucket";

my $folder = "$root/$bucket/objects";
my $state_file = "$root/$bucket/state.json";
my $json = JSON::PP->new->pretty->canonical->allow_nonref;
make_path($folder);

sub text_of {
    my ($file) = @_;
    open(my $in, '<:raw', $file) or die "$file: $!";
    local $/;
    return scalar <$in>;
}

my $line = join(' ', $service, $verb, @rest);
open(my $log, '>>', "$root/$bucket/log") or die;
print $log "$line\n";
close($log);
my $state = -e $state_file ? $json->decode(text_of($state_file)) : {};

# As encodeURIComponent and Uri.EscapeDataString have it.
sub file_of { my ($key) = @_; $key =~ s/([^A-Za-z0-9_.~-])/sprintf('%%%02X', ord($1))/ge; return "$folder/$key"; }
sub tag_of { my ($key) = @_; return '"' . Digest::MD5::md5_hex(text_of(file_of($key))) . '"'; }
sub put { my ($key, $file) = @_; copy($file, file_of($key)) or die "$file: $!"; }
sub show { my ($value) = @_; print $json->encode($value) if defined $value; }
sub setting { my ($value) = @_; defined $value && !ref($value) ? fail($value) : show($value); }

sub keys_of {
    my ($prefix) = @_;
    opendir(my $all, $folder) or die;
    my @keys = map { s/%([0-9A-Fa-f]{2})/chr(hex($1))/ger } grep { !/^\.\.?$/ } readdir($all);
    return sort grep { index($_, $prefix) == 0 } @keys;
}

sub fits {
    my ($name, $pattern) = @_;
    my $expression = join('.*', map { quotemeta } split(/\*/, $pattern, -1));
    return $name =~ /^$expression$/s;
}

# A fault is taken once.
my ($fault) = grep { index($line, $_->{on}) >= 0 } @{ $state->{faults} // [] };
if ($fault) {
    $state->{faults} = [ grep { $_ != $fault } @{ $state->{faults} } ];
    open(my $out, '>', $state_file) or die;
    print $out $json->encode($state);
    close($out);
    fail($fault->{say}) unless $fault->{done};
}

sub copy_files {
    my ($from, $to) = @places;
    my ($source, $target) = (key_of($from), key_of($to));
    if (!grep { $_ eq '--recursive' } @rest) {
        if (defined $source) {
            fail('!fatal error: An error occurred (404) when calling the HeadObject operation: Key does not exist', 1) unless -e file_of($source);
            copy(file_of($source), $to) or die "$to: $!";
        } else {
            put($target, $from);
        }
        return;
    }
    if (defined $source) {
        for my $key (keys_of($source)) {
            my $name = substr($key, length $source);
            next unless grep { fits($name, $_) } options('--include');
            make_path(dirname("$to/$name"));
            copy(file_of($key), "$to/$name") or die "$to/$name: $!";
        }
        return;
    }
    find({ no_chdir => 1, wanted => sub { put($target . substr($_, length($from) + 1), $_) if -f $_; } }, $from);
}

sub put_object {
    my ($key) = @_;
    my $there = -e file_of($key);
    my $tag = option('--if-match');
    fail('PreconditionFailed') if !$state->{ignoresConditions} && option('--if-none-match') && $there;
    if (!$state->{ignoresConditions} && !$state->{ignoresTags} && $tag) {
        fail('NoSuchKey') unless $there;
        fail('PreconditionFailed') if tag_of($key) ne $tag;
    }
    put($key, option('--body'));
    show({ ETag => tag_of($key) });
}

sub get_object {
    my ($key) = @_;
    fail('NoSuchKey') unless -e file_of($key);
    my ($at) = grep { $rest[$_] eq '--key' } 0 .. $#rest;
    copy(file_of($key), $rest[$at + 2]) or die;
    show(tag_of($key));
}

sub delete_objects {
    my $named = $json->decode(text_of(substr(option('--delete'), length 'file://')))->{Objects};
    if (my $word = $state->{kept}) {
        show({ Errors => [ map { { Key => $_->{Key}, Code => $word, Message => $word } } @$named ] });
    } else {
        unlink(file_of($_->{Key})) for @$named;
    }
}

sub list_objects {
    my @found = map { [ $_, -s file_of($_) || 0, tag_of($_) ] } keys_of(option('--prefix'));
    print @found ? $json->encode(\@found) : "null\n";
}

my %verbs = (
    's3 cp' => \&copy_files,
    's3api list-objects-v2' => \&list_objects,
    's3api get-object' => sub { get_object(option('--key')) },
    's3api put-object' => sub { put_object(option('--key')) },
    's3api delete-objects' => \&delete_objects,
    's3api get-bucket-versioning' => sub { setting($state->{versioning}) },
    's3api get-object-lock-configuration' => sub { setting($state->{lock} // 'ObjectLockConfigurationNotFoundError') },
    's3api get-public-access-block' => sub { setting($state->{block} // 'NoSuchPublicAccessBlockConfiguration') },
    's3api get-bucket-policy-status' => sub { setting($state->{policy} // 'NoSuchBucketPolicy') },
    's3api get-bucket-acl' => sub { setting($state->{acl} // { Grants => [] }) },
);
my $do = $verbs{"$service $verb"} // fail("!aws: error: argument: invalid choice '$service $verb'", 252);
$do->();
fail($fault->{say}) if $fault;
