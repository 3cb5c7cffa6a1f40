using System.Text;

namespace TorIntel.Controls.Tests.Vendors;

/// <summary>A reader of one line of RFC 4180, strict.</summary>
internal static class Csv
{
    public static List<string> Fields(string line)
    {
        List<string> fields = [];
        var i = 0;
        while (true)
        {
            var field = new StringBuilder();
            if (i < line.Length && line[i] == '"')
            {
                for (i++; ; i++)
                {
                    if (i == line.Length)
                    {
                        throw new FormatException($"A quote is open: {line}");
                    }

                    if (line[i] == '"')
                    {
                        if (i + 1 == line.Length || line[i + 1] != '"')
                        {
                            i++;
                            break;
                        }

                        i++;
                    }

                    field.Append(line[i]);
                }
            }
            else
            {
                for (; i < line.Length && line[i] != ','; i++)
                {
                    field.Append(line[i] == '"' ? throw new FormatException($"A quote is within a field: {line}") : line[i]);
                }
            }

            fields.Add(field.ToString());
            if (i == line.Length)
            {
                return fields;
            }

            i = line[i] == ',' ? i + 1 : throw new FormatException($"Text goes on after a quote: {line}");
        }
    }
}
