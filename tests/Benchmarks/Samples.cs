using System.Globalization;

namespace LienThong.Benchmarks;

/// <summary>Measurements of one thing; five at least, so that one disturbance changes nothing.</summary>
internal sealed class Samples
{
    private readonly List<double> _values = [];

    public void Add(double value) => _values.Add(value);

    public double Median => _values.Order().ElementAt(_values.Count / 2);

    /// <summary>Median, smallest and largest.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Median:N0} ({_values.Min():N0} to {_values.Max():N0})");

    public string ToString(string format) =>
        string.Create(CultureInfo.InvariantCulture, $"{Median.ToString(format, CultureInfo.InvariantCulture)} ({_values.Min().ToString(format, CultureInfo.InvariantCulture)} to {_values.Max().ToString(format, CultureInfo.InvariantCulture)})");
}
