Console.WriteLine("TorIntel");
