using System.Security;

namespace TorIntel.Controls;

/// <summary>A dictionary of ClickHouse with the layout ip_trie: the table, and its definition.</summary>
internal sealed class ClickHouseTarget() : ControlTarget("clickhouse", "ClickHouse: a dictionary by prefix, and its definition", new ControlTargetTraits
{
    FileName = Table,
    Comment = null,
    CheckedBy = "dictGetString (clickhouse-server)",
})
{
    private const string Table = "torintel.tsv";
    private const string Definition = "torintel_dictionary.xml";

    public override IReadOnlyList<string> FilesOf(ControlPlan plan) => [Table, Definition];

    protected override void Write(ControlOutput output, string file)
    {
        if (file == Definition)
        {
            WriteDefinition(output, output.Writer);
            return;
        }

        foreach (var row in AddressTable.Of(output))
        {
            output.Writer.WriteLine($"{row.Prefix}\t{row.Roles.Names("+")}\t{string.Join('+', row.Relays.Select(relay => relay.Fingerprint))}\t{row.Direction}");
        }
    }

    private static void WriteDefinition(ControlOutput output, TextWriter writer)
    {
        writer.WriteLine("<dictionaries>");
        foreach (var line in output.Header)
        {
            writer.WriteLine($"    <comment>{SecurityElement.Escape(line)}</comment>");
        }

        writer.WriteLine($"""
                <comment>dictGetString('torintel', 'roles', tuple(IPv4StringToNum('192.0.2.1'))), or tuple(IPv6StringToNum('2001:db8::1')); an empty text where there is nothing</comment>
                <dictionary>
                    <name>torintel</name>
                    <source>
                        <file>
                            <path>/var/lib/clickhouse/user_files/{Table}</path>
                            <format>TabSeparated</format>
                        </file>
                    </source>
                    <lifetime>
                        <min>240</min>
                        <max>360</max>
                    </lifetime>
                    <layout>
                        <ip_trie />
                    </layout>
                    <structure>
                        <key>
                            <attribute>
                                <name>prefix</name>
                                <type>String</type>
                            </attribute>
                        </key>
                        <attribute>
                            <name>roles</name>
                            <type>String</type>
                            <null_value></null_value>
                        </attribute>
                        <attribute>
                            <name>fingerprints</name>
                            <type>String</type>
                            <null_value></null_value>
                        </attribute>
                        <attribute>
                            <name>direction</name>
                            <type>String</type>
                            <null_value></null_value>
                        </attribute>
                    </structure>
                </dictionary>
            </dictionaries>
            """);
    }
}
