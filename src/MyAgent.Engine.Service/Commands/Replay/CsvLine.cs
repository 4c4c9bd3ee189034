using System.Text;

namespace MyAgent.Engine.Service.Commands.Replay;

/// <summary>One line of a CSV file.</summary>
internal static class CsvLine
{
    /// <summary>Its cells: separated by commas; in quotation marks where they hold one, with quotation marks doubled.</summary>
    /// <returns>Null where a quotation mark is not closed.</returns>
    public static IReadOnlyList<string>? Split(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var index = 0; index < line.Length; index++)
        {
            var character = line[index];
            if (quoted && character == '"' && index + 1 < line.Length && line[index + 1] == '"')
            {
                cell.Append('"');
                index++;
            }
            else if (character == '"')
            {
                quoted = !quoted;
            }
            else if (character == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(character);
            }
        }
        cells.Add(cell.ToString());
        return quoted ? null : cells;
    }
}
