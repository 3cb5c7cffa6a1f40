namespace TorIntel.Pipelines.Tests.Conformance;

/// <summary>The formats of text.</summary>
internal static class TextFormatCases
{
    private const string Sshd = "Aug 22 21:06:12 bastion sshd[24200]: ";
    private const string Asa = "Aug 22 2026 21:06:12 fw1 : ";
    private const string HaProxy = "Feb  6 12:14:14 localhost haproxy[14389]: ";
    private const string Dns = "8/22/2026 9:06:12 PM 0E2C PACKET  000000D6C2A1F0A0 UDP ";

    public static FormatCase[] All { get; } =
    [
        Service("sshd", "accepted", Sshd + "Accepted publickey for deploy from 192.0.2.9 port 40022 ssh2: ED25519 SHA256:x", "192.0.2.9", 40022),
        Service("sshd", "failed, a user name with an address", Sshd + "Failed password for invalid user x from 192.0.2.1 port 22 ssh2 from 192.0.2.9 port 40022 ssh2", "192.0.2.9", 40022),
        Service("sshd", "invalid user of an old version", Sshd + "Invalid user x from 192.0.2.1 port 1 from 192.0.2.9", "192.0.2.9", 0),
        Service("sshd", "the client's words behind its address", Sshd + "Received disconnect from 192.0.2.9 port 40022:11: Bye from 192.0.2.1 port 1:11: [preauth]", "192.0.2.9", 40022),
        Service("sshd", "the same of an old version", Sshd + "error: Received disconnect from 192.0.2.9: 3: from 192.0.2.1: x [preauth]", "192.0.2.9", 0),
        Service("sshd", "closed", Sshd + "Connection closed by authenticating user root 192.0.2.9 port 40022 [preauth]", "192.0.2.9", 40022),
        Service("sshd", "reset, a user name with an address", Sshd + "Connection reset by invalid user 192.0.2.1 port 2 192.0.2.9 port 40022 [preauth]", "192.0.2.9", 40022),
        Service("sshd", "PAM", Sshd + "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.9  user=x rhost=192.0.2.1", "192.0.2.9", 0),
        Service("sshd", "ISO time, session process", "2026-08-22T23:06:12.902264+02:00 bastion sshd-session[24209]: Disconnected from user root 2001:db8:10::10 port 40022", "2001:db8:10::10", 40022),
        Service("sshd", "RFC 5424", "<38>1 2026-08-22T21:06:12.000003Z bastion sshd 24210 - - Connection from 192.0.2.9 port 40022 on 10.20.1.22 port 22", "192.0.2.9", 40022) with { Destination = "10.20.1.22", DestinationPort = 22 },
        Service("sshd", "PAM, a challenge", Sshd + "error: PAM: Authentication failure for illegal user x from 192.0.2.1 from 192.0.2.9", "192.0.2.9", 0),
        Service("sshd", "too slow", Sshd + "fatal: Timeout before authentication for 192.0.2.9 port 40022", "192.0.2.9", 40022),
        Service("sshd", "no common algorithm", Sshd + "fatal: Unable to negotiate with 192.0.2.9 port 40022: no matching host key type found. Their offer: x from 192.0.2.1 [preauth]", "192.0.2.9", 40022),
        Service("sshd", "another protocol, an old version", Sshd + "Bad protocol version identification 'GET / from 192.0.2.1' from 192.0.2.9", "192.0.2.9", 0),
        Service("sshd", "another major version", Sshd + "error: Protocol major versions differ for 192.0.2.9 port 40022: SSH-2.0-x vs. SSH-1.5-x", "192.0.2.9", 40022),
        Service("sshd", "too many at once", Sshd + "drop connection #10 from [2001:db8:10::10]:40022 on [2001:db8:5::5]:22 past MaxStartups", "2001:db8:10::10", 40022) with { Destination = "2001:db8:5::5", DestinationPort = 22 },
        Service("sshd", "TCP wrappers", Sshd + "refused connect from x.example.net (192.0.2.9)", "192.0.2.9", 0),
        Service("syslog", "Postfix", "Aug 22 21:06:12 mail postfix/smtpd[812]: warning: unknown[192.0.2.9]: SASL LOGIN authentication failed: x", "192.0.2.9", 0) with { Transport = TransportProtocol.NotStated },
        Service("syslog", "Dovecot", "Aug 22 21:06:12 mail dovecot: imap-login: Login: user=<x>, method=PLAIN, rip=192.0.2.9, lip=10.20.1.25, mpid=900, TLS", "192.0.2.9", 0) with { Destination = "10.20.1.25", Transport = TransportProtocol.NotStated },
        Service("syslog", "RFC 5424", "<30>1 2026-08-22T21:06:12Z mail vsftpd 903 - [x@1 y=\"z\"] [pid 904] CONNECT: Client \"::ffff:192.0.2.9\"", "192.0.2.9", 0) with { Transport = TransportProtocol.NotStated },
        Service("nginx-error", "error", "2026/08/22 21:06:12 [error] 812#813: *17 open() \"/x\" failed (2: No such file or directory), client: 192.0.2.9, server: www.example.com, request: \"GET /x HTTP/1.1\"", "192.0.2.9", 0),
        Service("nginx-error", "a path that says something else", "2026/08/22 21:06:12 [error] 812#813: *18 open() \"/, client: 192.0.2.1, server: b\" failed (2: No such file), client: 192.0.2.9, server: _, request: \"GET /,%20client: HTTP/1.1\"", "192.0.2.9", 0),
        Service("apache-error", "2.2", "[Sat Aug 22 21:06:12 2026] [error] [client 192.0.2.9] File does not exist: /x, referer: http://192.0.2.1/", "192.0.2.9", 0),
        Service("apache-error", "2.4", "[Sat Aug 22 21:06:12.902264 2026] [core:error] [pid 1234:tid 140] [client 192.0.2.9:40022] AH00126: [client 192.0.2.1:5] x", "192.0.2.9", 40022),
        Service("apache-error", "2.4, IPv6 without brackets", "[Sat Aug 22 21:06:12.902264 2026] [core:error] [pid 1234] [client 2001:db8:10::10:4002] AH00126: x", "2001:db8:10::10", 4002),
        Service("apache-error", "2.2, IPv6", "[Sat Aug 22 21:06:12 2026] [error] [client 2001:db8:10::10:4002] x", "2001:db8:10::10:4002", 0),
        Service("apache-error", "2.4, an error of the system", "[Sat Aug 22 21:06:12.902264 2026] [core:error] [pid 1234:tid 140] (13)Permission denied: [client 192.0.2.9:40022] AH00035: access to /x denied", "192.0.2.9", 40022),
        Service("apache-error", "2.4, the place in the source", "[Sat Aug 22 21:06:12.902264 2026] [ssl:debug] [pid 1234:tid 140] ssl_engine_kernel.c(2235): [client 192.0.2.9:40022] AH02645: x [client 192.0.2.1:5] x", "192.0.2.9", 40022),
        Service("apache-error", "2.4, both", "[Sat Aug 22 21:06:12.902264 2026] [ssl:info] [pid 1234:tid 140] ssl_engine_io.c(1137): (70014)End of file found: [client 2001:db8:10::10:4002] AH02007: x", "2001:db8:10::10", 4002),
        Service("apache-error", "2.4, the remote side", "[Sat Aug 22 21:06:12.902264 2026] [proxy:error] [pid 1234:tid 140] [remote 192.0.2.9:40022] AH01630: x", "192.0.2.9", 40022),
        Service("haproxy", "HTTP", HaProxy + "10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {1wt.eu} {} \"GET /index.html HTTP/1.1\"", "10.0.1.2", 33317) with { IsReal = true, Time = "2009-02-06T12:14:14Z", Names = ["/index.html"] },
        Service("haproxy", "TCP", HaProxy + "10.0.1.2:33313 [06/Feb/2009:12:12:51.443] fnt bck/srv1 0/0/5007 212 -- 0/0/0/0/3 0/0", "10.0.1.2", 33313) with { IsReal = true, Time = "2009-02-06T12:12:51Z" },
        Service("haproxy", "default", HaProxy + "Connect from 10.0.1.2:33312 to 10.0.3.31:8012 (www/HTTP)", "10.0.1.2", 33312) with { IsReal = true, Destination = "10.0.3.31", DestinationPort = 8012, Time = "2026-02-06T12:14:14Z" },
        Service("haproxy", "IPv6, without syslog", "2001:db8:10::10:33313 [22/Aug/2026:21:06:12.443] fnt bck/srv1 0/0/5007 212 -- 0/0/0/0/3 0/0", "2001:db8:10::10", 33313) with { IsRecognised = false },
        Query("bind", "all categories", "22-Aug-2026 21:06:12.299 queries: info: client @0x2c11226c 192.0.2.9#59751 (www.example.com): view internal: query: www.example.com IN A +E(0)K (10.0.0.53)", 59751) with { IsReal = true, Destination = "10.0.0.53" },
        Query("bind", "an old version", "22-Aug-2026 21:06:12.299 client 192.0.2.9#59751: query: www.example.com IN A +", 59751),
        Query("bind", "refused, by syslog", "Aug 22 21:06:12 ns named[8]: client @0x2c11226c 192.0.2.9#59751 (www.example.com): query (cache) 'www.example.com/A/IN' denied", 59751),
        Query("unbound", "query", "[1787432772] unbound[812:0] info: 192.0.2.9 www.example.com. A IN", 0) with { Names = ["www.example.com."] },
        Query("unbound", "reply, by syslog", "Aug 22 21:06:12 ns unbound: [812:0] info: 192.0.2.9 www.example.com. A IN NOERROR 0.000000 1 59", 0) with { Names = ["www.example.com."] },
        Query("dnsmasq", "query", "Aug 22 21:06:12 dnsmasq[812]: query[A] www.example.com from 192.0.2.9", 0),
        Query("dnsmasq", "extra, by syslog", "Aug 22 21:06:12 gw dnsmasq[812]: 12 192.0.2.9/50001 query[AAAA] www.example.com from 192.0.2.9", 50001),
        Query("windows-dns", "query of a client", Dns + "Rcv 192.0.2.9       1a2b   Q [0001   D   NOERROR] A      (3)www(7)example(3)com(0)", 0) with { Transport = TransportProtocol.Udp, Names = ["(3)www(7)example(3)com(0)"] },
        Query("windows-dns", "answer to a client", Dns + "Snd 192.0.2.9       1a2b R Q [8081   DR  NOERROR] A      (3)www(7)example(3)com(0)", 0) with { Transport = TransportProtocol.Udp, Names = ["(3)www(7)example(3)com(0)"] },
        new("windows-dns", "query to another server", Dns + "Snd 192.0.2.53      1a2b   Q [0001   D   NOERROR] A      (3)www(7)example(3)com(0)") { Destination = "192.0.2.53", Transport = TransportProtocol.Udp, Initiator = EventInitiator.Source, Time = "2026-08-22T21:06:12Z", Names = ["(3)www(7)example(3)com(0)"] },
        new("windows-dns", "answer of another server", Dns + "Rcv 192.0.2.53      1a2b R Q [8081   DR  NOERROR] A      (3)www(7)example(3)com(0)") { Destination = "192.0.2.53", Transport = TransportProtocol.Udp, Initiator = EventInitiator.Source, Time = "2026-08-22T21:06:12Z", Names = ["(3)www(7)example(3)com(0)"] },
        Flow("302013 outbound", "%ASA-6-302013: Built outbound TCP connection 9 for outside:10.1.2.1/22 (10.1.2.1/22) to inside:10.1.1.2/53496 (10.1.1.2/53496)", "10.1.1.2", 53496, "10.1.2.1", 22) with { IsReal = true, Transport = TransportProtocol.Tcp, Initiator = EventInitiator.Source },
        Flow("302013 inbound", "%ASA-6-302013: Built inbound TCP connection 8 for inside:10.1.1.2/12523 (10.1.1.2/12523) to NP Identity Ifc:10.1.1.1/22 (10.1.1.1/22)", "10.1.1.2", 12523, "10.1.1.1", 22) with { IsReal = true, Transport = TransportProtocol.Tcp, Initiator = EventInitiator.Source },
        Flow("302013 inbound, IPv6 and a user", "%ASA-6-302013: Built inbound TCP connection 8 for outside:2001:db8:10::10/12523 (2001:db8:10::10/12523)(LOCAL\\x) to inside:2001:db8:5::5/22 (2001:db8:5::5/22) (x)", "2001:db8:10::10", 12523, "2001:db8:5::5", 22) with { Transport = TransportProtocol.Tcp, Initiator = EventInitiator.Source },
        Flow("302014: nobody is said to have asked", "%ASA-6-302014: Teardown TCP connection 9 for outside:10.1.2.1/22 to inside:10.1.1.2/53496 duration 0:00:30 bytes 0 SYN Timeout", "10.1.2.1", 22, "10.1.1.2", 53496) with { IsReal = true, Transport = TransportProtocol.Tcp },
        Flow("302015", "%ASA-6-302015: Built outbound UDP connection 10 for outside:www.example.com/53 (192.0.2.53/53) to inside:10.1.1.2/53496 (10.1.1.2/53496)", "10.1.1.2", 53496, null, 53) with { Transport = TransportProtocol.Udp, Initiator = EventInitiator.Source },
        Flow("302020", "%ASA-6-302020: Built outbound ICMP connection for faddr 192.0.2.40/0 gaddr 198.51.100.7/512 laddr 10.20.1.15/512", "10.20.1.15", 0, "192.0.2.40", 0) with { Transport = TransportProtocol.Other, Initiator = EventInitiator.Source },
        Flow("106023", "%ASA-4-106023: Deny tcp src outside:192.0.2.40/40100 dst dmz:10.20.2.5/22 by access-group \"outside_in\" [0x0, 0x0]", "192.0.2.40", 40100, "10.20.2.5", 22) with { Transport = TransportProtocol.Tcp },
        Flow("106023 of ICMP", "%ASA-4-106023: Deny icmp src outside:192.0.2.40 dst dmz:10.20.2.5 (type 8, code 0) by access-group \"outside_in\" [0x0, 0x0]", "192.0.2.40", 0, "10.20.2.5", 0) with { Transport = TransportProtocol.Other },
        Flow("106023 of another protocol", "%ASA-4-106023: Deny protocol 47 src outside:192.0.2.40 dst dmz:10.20.2.5 by access-group \"outside_in\" [0x0, 0x0]", "192.0.2.40", 0, "10.20.2.5", 0) with { Transport = TransportProtocol.Other },
        Service("cisco-asa", "the EMBLEM format, which begins with a colon", "<166>:Aug 22 21:06:12 UTC: %ASA-auth-6-605005: Login permitted from 192.0.2.9/40022 to outside:203.0.113.7/ssh for user \"x\"", "192.0.2.9", 40022) with { Transport = TransportProtocol.NotStated },
        Flow("106100", "%ASA-6-106100: access-list outside_in denied tcp outside/192.0.2.40(40101) -> dmz/10.20.2.5(22) hit-cnt 1 first hit [0x1, 0x0]", "192.0.2.40", 40101, "10.20.2.5", 22) with { Transport = TransportProtocol.Tcp },
        Flow("106001", "%ASA-2-106001: Inbound TCP connection denied from 192.0.2.40/40102 to 10.20.2.5/9050 flags SYN  on interface outside", "192.0.2.40", 40102, "10.20.2.5", 9050) with { Transport = TransportProtocol.Tcp, Initiator = EventInitiator.Source },
        Flow("106015", "%ASA-6-106015: Deny TCP (no connection) from 192.0.2.40/443 to 10.20.1.15/40103 flags SYN ACK  on interface outside", "192.0.2.40", 443, "10.20.1.15", 40103) with { Transport = TransportProtocol.Tcp, Initiator = EventInitiator.Destination },
        Flow("106006", "%ASA-2-106006: Deny inbound UDP from 192.0.2.30/9001 to 10.20.2.5/40104 on interface outside", "192.0.2.30", 9001, "10.20.2.5", 40104) with { Transport = TransportProtocol.Udp },
        Service("cisco-asa", "a login to the VPN", "<166>Aug 22 21:06:12 fw1 %ASA-4-722051: Group <staff> User <ann> IP <192.0.2.9> IPv4 Address <10.30.0.5> IPv6 address <::> assigned to session", "192.0.2.9", 0) with { Transport = TransportProtocol.NotStated },
    ];

    private static FormatCase Service(string format, string name, string line, string source, ushort port) =>
        new(format, name, line) { Source = source, SourcePort = port, Transport = TransportProtocol.Tcp, Initiator = EventInitiator.Source, IsServiceLog = true, Time = "2026-08-22T21:06:12Z" };

    private static FormatCase Query(string format, string name, string line, ushort port) =>
        new(format, name, line) { Source = "192.0.2.9", SourcePort = port, Initiator = EventInitiator.Source, IsServiceLog = true, Time = "2026-08-22T21:06:12Z", Names = ["www.example.com"] };

    private static FormatCase Flow(string name, string message, string source, ushort sourcePort, string? destination, ushort destinationPort) =>
        new("cisco-asa", name, Asa + message) { Source = source, SourcePort = sourcePort, Destination = destination, DestinationPort = destinationPort, Initiator = EventInitiator.NotStated, Time = "2026-08-22T21:06:12Z" };
}
